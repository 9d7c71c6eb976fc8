import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { keepDoing } from '../work/keepDoing.ts'
import { queries } from './queries.ts'

/** Longer than any task of ours may take: after this a job that is still marked as running has lost its runner. */
const LEASE_SECONDS = 300
/** A job whose runner dies this often is not run again: it may be what kills it. */
const MOST_LOSSES = 5

/**
 * Runs the jobs that are due, one after the other, and takes back those of a runner that died: Payload
 * 3.90.2 leaves them marked as running for ever (PAYLOAD.md J2).
 */
export const startJobRunner = (payload: Payload): { stop: () => Promise<void> } =>
  keepDoing(payload, {
    name: 'the queue of jobs',
    act: async () => {
      await recoverJobs(payload)
      while (await hasDueJob(payload)) {
        const { noJobsRemaining } = await payload.jobs.run({ limit: 1, allQueues: true, silent: { info: true } })
        // Another runner was quicker, or Node's clock is behind the database's.
        if (noJobsRemaining) break
      }
      return undefined
    },
  })

/** Frees the jobs whose runner has died; one that loses its runner again and again is given up. */
export async function recoverJobs(payload: Payload): Promise<void> {
  await queries(payload).execute(sql`
    update payload_jobs set processing = false, total_tried = coalesce(total_tried, 0) + 1, updated_at = now(),
      has_error = coalesce(total_tried, 0) + 1 >= ${MOST_LOSSES},
      error = case when coalesce(total_tried, 0) + 1 >= ${MOST_LOSSES} then '{"message":"its runner died again and again"}'::jsonb else error end
    where id in (
      select id from payload_jobs where processing and completed_at is null and has_error is not true
        and updated_at < now() - make_interval(secs => ${LEASE_SECONDS}) for update skip locked
    )`)
}

async function hasDueJob(payload: Payload): Promise<boolean> {
  const { rows } = await queries(payload).execute(sql`
    select 1 from payload_jobs where processing = false and completed_at is null and has_error is not true
      and (wait_until is null or wait_until < now()) limit 1`)
  return rows.length > 0
}
