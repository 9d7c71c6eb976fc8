/** Runs the jobs of a database until none is left, and writes down which it ran: one of several side by side. */
import { sql } from '@payloadcms/db-postgres'
import { getPayload } from 'payload'
import { queries } from '../../src/database/queries.ts'

process.env.WORKER = 'off'
const { default: config } = await import('../../payload.config.ts')
const payload = await getPayload({ config })
payload.logger.level = 'error'
payload.sendEmail = async (mail: { to?: unknown }) => {
  await queries(payload).execute(
    sql`insert into job_runs (job, runner) values (${String(mail.to)}, ${process.env.RUNNER})`,
  )
  await new Promise((resolve) => setTimeout(resolve, 5))
}
for (let left = 1; left > 0; ) {
  await payload.jobs.run({ limit: 5, silent: true })
  const { rows } = await queries(payload).execute<{ left: number }>(
    sql`select count(*)::int as left from payload_jobs where completed_at is null and processing = false and has_error is not true`,
  )
  left = rows[0]?.left ?? 0
}
process.exit(0)
