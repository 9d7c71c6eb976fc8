import { sql } from '@payloadcms/db-postgres'
import { APIError, Forbidden, type PayloadRequest } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { queries } from '../../database/queries.ts'
import { seal } from '../../database/secretBox.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { makeSecret, secretColumns } from './signingSecret.ts'
import { siteOf } from './visibleSites.ts'

/** `POST /api/public-sites/{id}/rebuilds` with `{ act, from?, to? }`. */
export async function actOn(req: PayloadRequest): Promise<{ done: string; rebuild?: string | undefined }> {
  const { id } = await siteOf(req, 'update')
  const body = ((await req.json?.().catch(() => undefined)) ?? {}) as { act?: unknown; from?: unknown; to?: unknown }
  const database = queries(req.payload)
  switch (body.act) {
    case 'run':
      await database.execute(sql`update rebuild_targets set held_at = null, last_asked_at = null where site_id = ${id}`)
      await database.execute(
        sql`update rebuilds set due_at = now() where site_id = ${id} and state = 'pending' and due_at > now()`,
      )
      break
    case 'hold':
      await database.execute(sql`update rebuild_targets set held_at = coalesce(held_at, now()) where site_id = ${id}`)
      break
    case 'release':
      await database.execute(sql`update rebuild_targets set held_at = null where site_id = ${id}`)
      break
    case 'everything':
    case 'test':
    case 'replay': {
      const rebuild = await insert(req, { site: id, kind: body.act, from: body.from, to: body.to })
      await wake(req)
      return { done: body.act, rebuild }
    }
    default:
      throw new APIError('The field act accepts run, hold, release, everything, test or replay.', 400, null, true)
  }
  await wake(req)
  return { done: body.act }
}

/**
 * `POST /api/public-sites/{id}/secret`: makes a new signing secret and shows it, this once. The one before
 * signs for a day more. A form cannot: once it has saved it shows what is stored, where no secret is.
 */
export async function replaceSecret(req: PayloadRequest, { secret }: { secret: string }): Promise<{ secret: string }> {
  const { id, owner, provider } = await siteOf(req, 'update')
  const subject = { collection: 'public-sites', area: 'operations' } as const
  if (!decide(actorOf(req.user), 'update', subject, { id, owner }).allowed) throw new Forbidden(req.t)
  if (provider !== 'webhook') throw new APIError('Only a signed webhook has a secret of ours.', 400, null, true)
  const fresh = makeSecret()
  await queries(req.payload).execute(sql`
    update rebuild_targets set ${secretColumns({ fresh: seal(fresh, secret), rotates: true, isWanted: true })} where site_id = ${id}`)
  return { secret: fresh }
}

async function insert(
  req: PayloadRequest,
  { site, kind, from, to }: { site: string; kind: 'everything' | 'test' | 'replay'; from: unknown; to: unknown },
): Promise<string | undefined> {
  const isRange = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
  if (kind === 'replay' && !(isRange(from) && isRange(to) && from <= to)) {
    throw new APIError(
      inLanguageOf(
        req,
        frEn(
          'Donnez deux positions du registre, la première avant la seconde : from et to.',
          'Give two positions of the ledger, the first before the second: from and to.',
        ),
      ),
      400,
      null,
      true,
    )
  }
  const after = kind === 'replay' ? Number(from) - 1 : null
  const upTo = kind === 'replay' ? Number(to) : null
  const { rows } = await queries(req.payload).execute<{ id: string }>(sql`
    insert into rebuilds (site_id, kind, after_position, position, due_at, actor_id)
    select ${site}, ${kind}, coalesce(${after}::bigint, head.position), least(coalesce(${upTo}::bigint, head.position), head.position), now(), ${req.user?.id ?? null}
    from (select coalesce(max(position), 0) as position from publications) head
    where coalesce(${after}::bigint, 0) < greatest(head.position, 1) returning id`)
  if (!rows[0]) {
    throw new APIError(
      inLanguageOf(req, frEn('Le registre ne va pas jusque-là.', 'The ledger does not reach that far.')),
      400,
      null,
      true,
    )
  }
  // What a person asks for does not wait a day behind a call that failed.
  await queries(req.payload).execute(
    sql`update rebuilds set due_at = now() where site_id = ${site} and state = 'pending' and attempts > 0 and due_at > now()`,
  )
  return rows[0].id
}

/** The dispatcher listens to the ledger: an empty word wakes it up. */
const wake = (req: PayloadRequest) => queries(req.payload).execute(sql`select pg_notify('publications', '')`)
