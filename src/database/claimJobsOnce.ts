import { type PostgresAdapter, sql } from '@payloadcms/db-postgres'
import type { BaseDatabaseAdapter, CollectionSlug, Job, Where } from 'payload'

type Claim = {
  id?: string | number
  data: Record<string, unknown>
  limit?: number
  req?: { transactionID?: string | number | null | Promise<string | number | null> }
  returning?: boolean
  sort?: string | string[]
  where?: Where
}
type UpdateJobs = (this: unknown, args: Claim) => Promise<Job[] | null>

/** More candidates than wanted, so that a runner that comes second finds some that the first one left. */
const CANDIDATES = 200

/**
 * Lets one runner alone claim a job. Payload 3.90.2 reads the jobs that are due and then marks each
 * by its id, without a lock: two processes ran 54 to 68 of 200 jobs twice (PAYLOAD.md J1), and
 * running one job by its id asked for no condition at all. Here a claim is one locked read that skips
 * what another runner holds. It also rolls back when it fails, which Payload leaves undone.
 * Delete this file when Payload claims jobs in one statement.
 */
export function claimJobsOnce(base: BaseDatabaseAdapter): BaseDatabaseAdapter {
  const adapter = base as unknown as { updateJobs: UpdateJobs }
  const original = adapter.updateJobs
  adapter.updateJobs = async function claim(this: PostgresAdapter, args: Claim) {
    if (args.data.processing !== true) return original.call(this, args)
    const given = await args.req?.transactionID
    const transactionID = given ?? (await this.beginTransaction())
    if (!transactionID) throw new Error('A job cannot be claimed without a transaction.')
    const req = { ...args.req, transactionID }
    try {
      const ids = await lockClaimable(this, { ...args, req }, String(transactionID))
      const claimed =
        ids.length > 0
          ? await original.call(this, {
              data: args.data,
              req,
              limit: ids.length,
              where: { id: { in: ids } },
              ...(args.returning === undefined ? {} : { returning: args.returning }),
              ...(args.sort === undefined ? {} : { sort: args.sort }),
            })
          : []
      if (!given) await this.commitTransaction(transactionID)
      return claimed
    } catch (error) {
      await this.rollbackTransaction(transactionID)
      throw error
    }
  } as UpdateJobs
  return base
}

/** The jobs that this runner alone may take now, locked to the end of the transaction. */
async function lockClaimable(adapter: PostgresAdapter, args: Claim, transactionID: string): Promise<string[]> {
  const wanted = args.id ? 1 : args.limit || CANDIDATES
  const candidates = args.id
    ? [String(args.id)]
    : (
        await adapter.find<{ id: string }>({
          collection: 'payload-jobs' as CollectionSlug,
          where: args.where ?? {},
          limit: wanted + CANDIDATES,
          pagination: false,
          req: args.req as never,
          ...(args.sort === undefined ? {} : { sort: args.sort }),
        })
      ).docs.map(({ id }) => id)
  const session = adapter.sessions[transactionID]
  if (candidates.length === 0 || !session) return []
  const { rows } = await session.db.execute(sql`
    select id from payload_jobs
    where id in (${sql.join(
      candidates.map((id) => sql`${id}`),
      sql`, `,
    )})
      and processing = false and completed_at is null and has_error is not true and (wait_until is null or wait_until <= now())
    order by created_at limit ${wanted} for update skip locked`)
  return (rows as Array<{ id: string }>).map(({ id }) => id)
}
