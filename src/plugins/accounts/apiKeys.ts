import { createHash, randomBytes } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import type { AuthStrategyFunction, Payload } from 'payload'
import { idOf } from '../../access/actor.ts'
import { tellAct } from '../../access/tellAct.ts'
import { queries } from '../../database/queries.ts'

/** Says what it is to whoever finds it: secret scanners of forges look for such prefixes. */
const MARK = 'renc_'
const PREFIX_LENGTH = MARK.length + 6
const HEADER = /^api-clients API-Key (renc_[\w-]{43})$/
/** How exact "last used" and the log are: not every request writes. */
const USED_EVERY = '1 minute'

/** A new key: the mark and 256 random bits. */
export const makeKey = (): { key: string; prefix: string; digest: string } => {
  const key = MARK + randomBytes(32).toString('base64url')
  return { key, prefix: key.slice(0, PREFIX_LENGTH), digest: digestOf(key) }
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/**
 * Signs a program in by `Authorization: api-clients API-Key renc_…` (Payload's form): a key that is
 * neither revoked nor past its end, of a client that is not suspended. Looked up by its digest, so that
 * the time of the answer tells nothing of the keys there are.
 */
export const signInWithKey: AuthStrategyFunction = async ({ headers, payload }) => {
  const key = HEADER.exec(headers.get('authorization') ?? '')?.[1]
  const found = key && (await clientOf(payload, digestOf(key)))
  if (!found) return { user: null }
  const client = await payload.findByID({
    collection: 'api-clients',
    id: found.client,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
  })
  if (!client || client.suspended) return { user: null }
  const user = { ...client, collection: 'api-clients', _strategy: 'api-client-key', _key: found.id } as never
  if (found.is_stale) {
    const owner = idOf(client.assignments?.[0]?.member) ?? null
    const act = { act: 'key-used', outcome: 'done', collection: 'api-clients', documentId: client.id, owner } as const
    await tellAct(act, { payload, headers, user })
  }
  return { user }
}

type Found = { id: string; client: string; is_stale: boolean }

async function clientOf(payload: Payload, digest: string): Promise<Found | undefined> {
  const { rows } = await queries(payload).execute<Found>(sql`
    select id, client_id as client, last_used_at is null or last_used_at < now() - ${USED_EVERY}::interval as is_stale
    from api_keys where digest = ${digest} and revoked_at is null and (expires_at is null or expires_at > now())`)
  const found = rows[0]
  if (found?.is_stale) {
    await queries(payload).execute(sql`update api_keys set last_used_at = now() where id = ${found.id}`)
  }
  return found
}
