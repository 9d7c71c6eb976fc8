import { randomInt } from 'node:crypto'
import type { ClientBase } from 'pg'

/** Longer than a call may take: 15 s to a status, 3 s for the body. */
export const LEASE_SECONDS = 25

/** The class of the advisory locks by which dispatchers are seen to be alive. */
const PRESENCE = 0x52_43_50

/** The number of a dispatcher, for the leases that it takes: PostgreSQL's keys of two parts are of 32 bits. */
export const newHolder = (): number => randomInt(1, 2 ** 31)

/**
 * Makes a dispatcher seen to be alive for as long as this session stands: PostgreSQL gives the lock
 * back when the process dies, whatever of it dies, so that nobody waits for the end of its leases.
 */
export async function showPresence(session: ClientBase, holder: number): Promise<void> {
  await session.query('select pg_advisory_lock_shared($1, $2)', [PRESENCE, holder])
}

/**
 * SQL: whether the rebuild `alias` is being told by a dispatcher that lives. One whose session broke
 * but whose call goes on may be doubled by another: the receiver sees the same `webhook-id` twice and drops it.
 * @param self the dispatcher that asks: its own leases count to itself, also while its session is away
 */
export const isLeased = (
  alias: string,
  self = 0,
): string => `((${alias}.lease_until > now() and (${alias}.leased_by = ${self} or ${alias}.leased_by = any(array(
  select l.objid::bigint from pg_locks l
  where l.locktype = 'advisory' and l.classid = ${PRESENCE} and l.objsubid = 2
    and l.database = (select oid from pg_database where datname = current_database())
)))) is true)`
