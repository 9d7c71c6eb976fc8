import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { Webhook } from 'standardwebhooks'
import { isUuid } from '../../text/uuid.ts'
import { startDispatcher } from './dispatcher.ts'
import { unseal } from './secretBox.ts'

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
  }: {
    pool: Pool
    databaseUrl: string
    secret: string
    allowPrivateTargets: boolean
    runsDispatcher: boolean
  }) =>
  (door: FastifyInstance): void => {
    if (runsDispatcher) {
      const dispatcher = startDispatcher({ pool, databaseUrl, secret, allowPrivateTargets, log: door.log })
      door.addHook('onClose', dispatcher.stop)
    }

    door.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    door.post<{ Params: { id: string }; Body: string }>(
      '/rebuilds/:id/status',
      { bodyLimit: 16_384 },
      async (request, reply) => {
        const { id } = request.params
        const { rows } = isUuid(id)
          ? await pool.query<{ secret: string }>(
              'select t.secret from rebuilds r join rebuild_targets t on t.site_id = r.site_id where r.id = $1',
              [id],
            )
          : { rows: [] }
        const report =
          rows[0] && verified(request.body, request.headers as Record<string, string>, unseal(rows[0].secret, secret))
        // An unknown rebuild and a wrong signature answer alike.
        if (!report)
          return reply
            .code(401)
            .send({ errors: [{ message: 'Sign the report with the secret of the public site (Standard Webhooks).' }] })
        const { state, log } = report as { state?: string; log?: string }
        if (state !== 'building' && state !== 'live' && state !== 'failed') {
          return reply
            .code(400)
            .send({ errors: [{ message: 'The field state accepts building, live or failed.', field: 'state' }] })
        }
        await pool.query(
          `update rebuilds set state = $2, note = $3, live_at = case when $2 = 'live' then now() else live_at end
           where id = $1 and not (state = 'live' and $2 = 'building')`,
          [id, state, typeof log === 'string' ? log.replaceAll('\0', '').slice(0, 2000) : null],
        )
        return { state }
      },
    )
  }

function verified(body: string, headers: Record<string, string>, secret: string): unknown {
  try {
    return new Webhook(secret).verify(body, headers)
  } catch {
    return undefined
  }
}
