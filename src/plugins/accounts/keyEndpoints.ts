import { sql } from '@payloadcms/db-postgres'
import { type Endpoint, Forbidden, NotFound, type PayloadRequest } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { holdsAllOf } from '../../access/ceiling.ts'
import { holds } from '../../access/decide.ts'
import { findReadable } from '../../access/findReadable.ts'
import { loadGrants } from '../../access/loadGrants.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { tellAct } from '../../access/tellAct.ts'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'
import { isUuid } from '../../text/uuid.ts'
import { makeKey } from './apiKeys.ts'

/** A key as people see it. */
export type KeyView = {
  id: string
  name: string
  prefix: string
  createdAt: string
  createdBy: string | null
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
}

const LONGEST_NAME = 80
const MOST_KEYS = 20
const LONGEST_DAYS = 730

/** The keys of a program: listed, made (and shown this once), revoked. Below `/api/api-clients/{id}/keys`. */
export const keyEndpoints: Endpoint[] = [
  { path: '/:id/keys', method: 'get', handler: async (req) => privateAnswer({ keys: await list(req) }) },
  { path: '/:id/keys', method: 'post', handler: async (req) => privateAnswer(await make(req), 201) },
  { path: '/:id/keys/:key', method: 'delete', handler: async (req) => privateAnswer(await revoke(req)) },
]

async function list(req: PayloadRequest): Promise<KeyView[]> {
  const { id: client } = await clientOf(req)
  const { rows } = await queries(req.payload).execute<KeyView>(sql`
    select k.id, k.name, k.prefix, (select name from users where id = k.created_by) as "createdBy",
      ${iso(sql`k.created_at`)} as "createdAt", ${iso(sql`k.expires_at`)} as "expiresAt",
      ${iso(sql`k.last_used_at`)} as "lastUsedAt", ${iso(sql`k.revoked_at`)} as "revokedAt"
    from api_keys k where client_id = ${client} order by k.revoked_at is not null, k.created_at desc`)
  return rows
}

async function make(req: PayloadRequest): Promise<KeyView & { key: string }> {
  const { id: client, owner } = await clientOf(req, { gives: true })
  const body = ((await req.json?.().catch(() => undefined)) ?? {}) as { name?: unknown; days?: unknown }
  const name = typeof body.name === 'string' ? body.name.trim() : ''
  const days = body.days ?? null
  const isDays = days === null || (Number.isInteger(days) && Number(days) >= 1 && Number(days) <= LONGEST_DAYS)
  if (!name || name.length > LONGEST_NAME || !isDays) {
    throw refusal(
      req,
      frEn(
        `Donnez un nom à la clé (${LONGEST_NAME} caractères au plus), et au plus ${LONGEST_DAYS} jours.`,
        `Give the key a name (at most ${LONGEST_NAME} characters), and at most ${LONGEST_DAYS} days.`,
      ),
    )
  }
  const { key, prefix, digest } = makeKey()
  const { rows } = await queries(req.payload).execute<{ id: string }>(sql`
    insert into api_keys (client_id, name, prefix, digest, created_by, expires_at)
    select ${client}, ${name}, ${prefix}, ${digest}, ${req.user?.id ?? null}, now() + make_interval(days => ${days}::int)
    where (select count(*) from api_keys where client_id = ${client} and revoked_at is null) < ${MOST_KEYS} returning id`)
  if (!rows[0])
    throw refusal(
      req,
      frEn('Ce client a déjà beaucoup de clés : révoquez-en.', 'This client has many keys: revoke some.'),
    )
  const made = (await list(req)).find(({ id }) => id === rows[0]?.id)
  if (!made) throw new NotFound(req.t)
  await tellAct(
    {
      act: 'key-made',
      outcome: 'done',
      collection: 'api-clients',
      documentId: client,
      owner,
      detail: { key: made.id },
    },
    req,
  )
  return { ...made, key }
}

async function revoke(req: PayloadRequest): Promise<{ done: 'revoked' }> {
  const { id: client, owner } = await clientOf(req)
  const id = String(req.routeParams?.key)
  const { rows } = isUuid(id)
    ? await queries(req.payload).execute(
        sql`update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ${id} and client_id = ${client} returning id`,
      )
    : { rows: [] }
  if (rows.length === 0) throw new NotFound(req.t)
  await tellAct(
    { act: 'key-revoked', outcome: 'done', collection: 'api-clients', documentId: client, owner, detail: { key: id } },
    req,
  )
  return { done: 'revoked' }
}

/**
 * The client that a request is about. Whoever has to do with its keys must manage all of it: a key holds
 * all its roles.
 * @param gives whether a key is made: nobody makes one that outlasts what they hold themselves
 * @throws Forbidden without that right, NotFound for a client out of reach
 */
async function clientOf(req: PayloadRequest, { gives = false } = {}): Promise<{ id: string; owner: string | null }> {
  const actor = actorOf(req.user)
  if (!holds(actor, 'manageClients')) throw new Forbidden(req.t)
  const { id } = await findReadable('api-clients', req.routeParams?.id, req)
  const grants = (await loadGrants(req.payload, { collection: 'api-clients', ids: [id] })).get(id) ?? []
  const isBeyond = grants.some(
    (grant) => !holds(actor, 'manageClients', { member: grant.member }) || !holdsAllOf(actor, grant, { asLong: gives }),
  )
  if (isBeyond) throw new Forbidden(req.t)
  return { id, owner: grants[0]?.member ?? null }
}
