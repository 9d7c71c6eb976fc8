import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { Webhook } from 'standardwebhooks'
import { isUuid } from '../../text/uuid.ts'
import { keepBuildState } from './checkBuilds.ts'
import { startDispatcher } from './dispatcher.ts'
import type { Resolve } from './guardedFetch.ts'
import { HOOK_COLUMNS, type HookRow, hookOf } from './targets.ts'

/**
 * The way back from the public sites (`POST /rebuilds/{id}/status`) and the dispatcher that calls
 * them, which lives as long as the door.
 */
export const rebuildRoutes =
  ({
    pool,
    databaseUrl,
    secret,
    allowPrivateTargets,
    runsDispatcher,
    resolve,
  }: {
    pool: Pool
    databaseUrl: string
    secret: string
    allowPrivateTargets: boolean
    runsDispatcher: boolean
    /** Finds the addresses of receivers; the system's own resolver unless told otherwise. */
    resolve?: Resolve
  }) =>
  (door: FastifyInstance): void => {
    if (runsDispatcher) {
      const dispatcher = startDispatcher({ pool, databaseUrl, secret, allowPrivateTargets, resolve, log: door.log })
      door.addHook('onClose', dispatcher.stop)
    }

    door.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    door.post<{ Params: { id: string }; Body: string }>(
      '/rebuilds/:id/status',
      { bodyLimit: 16_384 },
      async (request, reply) => {
        const { id } = request.params
        const { rows } = isUuid(id)
          ? await pool.query<HookRow>(
              `select ${HOOK_COLUMNS} from rebuilds r join rebuild_targets t on t.site_id = r.site_id
               where r.id = $1 and t.provider = 'webhook'`,
              [id],
            )
          : { rows: [] }
        const report =
          rows[0] && verified(request.body, request.headers as Record<string, string>, hookOf(rows[0], secret).secrets)
        // An unknown rebuild and a wrong signature answer alike.
        if (!report)
          return reply
            .code(401)
            .send({ errors: [{ message: 'Sign the report with the secret of the public site (Standard Webhooks).' }] })
        const { state, log, rebuild } = report as { state?: string; log?: string; rebuild?: string }
        if (rebuild !== undefined && rebuild !== id) {
          return reply
            .code(400)
            .send({ errors: [{ message: 'The report is about another rebuild.', field: 'rebuild' }] })
        }
        if (state !== 'building' && state !== 'live' && state !== 'failed') {
          return reply
            .code(400)
            .send({ errors: [{ message: 'The field state accepts building, live or failed.', field: 'state' }] })
        }
        await keepBuildState(pool, { id, state, log: typeof log === 'string' ? log : undefined })
        return { state }
      },
    )
  }

/** What a signed report says; signed with any of the site's secrets that count now. */
function verified(body: string, headers: Record<string, string>, secrets: string[]): unknown {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers)
    } catch {
      // The next one, or none.
    }
  }
  return undefined
}
