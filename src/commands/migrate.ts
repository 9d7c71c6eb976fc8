import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run migrate

Runs the migrations that the database has not run yet. With DATABASE_OWNER_URL as that role, which then owns the
tables; the role of DATABASE_URL, which the product signs in with, is made and may read and write rows, and of the
log of acts only read it and add to it.`

await runWithPayload({ usage, asOwner: true }, async (payload) => {
  await payload.db.migrate()
})
