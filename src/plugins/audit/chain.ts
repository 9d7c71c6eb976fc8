import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { queries } from '../../database/queries.ts'
import { keepDoing } from '../../work/keepDoing.ts'

const CHAIN_LOCK = 0x52_43_41_44
const AT_ONCE = 500

/**
 * SQL: the hash of the row `a`, of the hash before it: of its columns as text, in their order. An act
 * cannot be changed, left out or moved without every later hash becoming wrong.
 */
const HASH = `encode(sha256(convert_to(concat_ws(E'\\x1f', before, a.position, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  coalesce(a.actor_collection, ''), coalesce(a.actor_id::text, ''), a.act, coalesce(a.collection, ''), coalesce(a.document_id, ''),
  coalesce(a.owner_id::text, ''), a.outcome, coalesce(a.detail::text, ''), coalesce(a.address, ''), coalesce(a.request_id, ''), a.link), 'UTF8')), 'hex')`

/**
 * Links the acts that are not linked yet, one instance at a time. Links are numbered without a gap in the
 * order in which they are made, which is that of commits: an act of a long transaction comes later.
 */
export const startChaining = (payload: Payload): { stop: () => Promise<void> } =>
  keepDoing(payload, {
    name: 'the chain of the log of acts',
    act: async () => ((await chainActs(payload)) === AT_ONCE ? 0 : undefined),
  })

/** @returns how many acts were linked */
export async function chainActs(payload: Payload): Promise<number> {
  const { rows: waiting } = await queries(payload).execute<{ some: boolean }>(
    sql`select exists (select 1 from audit_log where hash is null) as some`,
  )
  if (!waiting[0]?.some) return 0
  return queries(payload).transaction(async (transaction) => {
    const { rows: mine } = await transaction.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${CHAIN_LOCK}) as mine`,
    )
    if (!mine[0]?.mine) return 0
    const { rows } = await transaction.execute<{ position: string }>(
      sql`select position from audit_log where hash is null order by position limit ${AT_ONCE}`,
    )
    for (const { position } of rows) {
      // In one statement, so that the trigger sees the number and the hash come together.
      await transaction.execute(sql`
        update audit_log set (link, hash) = (
          select a.link, ${sql.raw(HASH)} from (
            select r.*, l.link + 1 as link, l.before from (select ${COLUMNS} from audit_log where position = ${position}::bigint) r,
              (select coalesce(max(link), 0) as link, coalesce((select hash from audit_log where link is not null order by link desc limit 1), '') as before from audit_log) l
          ) a
        ) where position = ${position}::bigint`)
    }
    return rows.length
  })
}

const COLUMNS = sql.raw(
  'position, at, actor_collection, actor_id, act, collection, document_id, owner_id, outcome, detail, address, request_id',
)

/**
 * Looks whether the log is as it was written: no act changed, left out or moved. What was cut off at its
 * end, or written anew as a whole, shows by a hash that the command has printed and somebody kept elsewhere.
 * @param kept a link and the hash that it had
 * @returns `broken`: the first link that is not what the acts before it make it; `isAsKept`: whether the
 *   kept link has its hash still; `unlinked`: how many acts have been waiting for a link for a minute;
 *   `isOwn`: whether the role that asks could rewrite the log
 */
export async function verifyChain(
  payload: Payload,
  kept?: { link: number; hash: string },
): Promise<{
  linked: number
  unlinked: number
  broken: string | undefined
  head: string | undefined
  isAsKept: boolean
  isOwn: boolean
}> {
  const { rows } = await queries(payload).execute<{
    linked: number
    unlinked: number
    broken: string | null
    head: string | null
    kept_hash: string | null
    is_own: boolean
  }>(sql`
    select count(*)::int as linked, min(link) filter (where hash <> expected or link <> nth)::text as broken,
      (array_agg(hash order by link desc))[1] as head,
      max(hash) filter (where link = ${kept?.link ?? 0}::bigint) as kept_hash,
      (select count(*)::int from audit_log where hash is null and at < now() - interval '1 minute') as unlinked,
      (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = 'audit_log'::regclass) as is_own
    from (
      select a.link, a.hash, a.nth, ${sql.raw(HASH)} as expected
      from (
        select *, coalesce(lag(hash) over (order by link), '') as before, row_number() over (order by link) as nth
        from audit_log where link is not null
      ) a
    ) checked`)
  const found = rows[0]
  return {
    linked: found?.linked ?? 0,
    unlinked: found?.unlinked ?? 0,
    broken: found?.broken ?? undefined,
    head: found?.head ?? undefined,
    isAsKept: !kept || found?.kept_hash === kept.hash,
    isOwn: found?.is_own ?? true,
  }
}
