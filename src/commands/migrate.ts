import { runWithPayload } from './runWithPayload.ts'

await runWithPayload(
  { usage: 'npm run migrate\n\nRuns the migrations that the database has not run yet.' },
  async (payload) => {
    await payload.db.migrate()
  },
)
