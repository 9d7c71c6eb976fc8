import { tellAct } from '../access/tellAct.ts'
import { endSessions } from '../plugins/accounts/endSessions.ts'
import { endFactor } from '../plugins/accounts/secondFactor/store.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run second-factor -- remove <e-mail address>

remove   takes the second factor from an account and ends its sessions; for an administrator who has lost
         the telephone and the recovery codes while nobody else can take it away in the back office.`

await runWithPayload({ usage }, async (payload, [command, email]) => {
  if (command !== 'remove' || !email) throw new Error(usage)
  const { docs } = await payload.find({
    collection: 'users',
    where: { email: { equals: email.toLowerCase() } },
    depth: 0,
    overrideAccess: true,
  })
  const [user] = docs
  if (!user || !(await endFactor(payload, user.id))) throw new Error(`No account ${email} with a second factor.`)
  await endSessions(payload, user.id, 'all')
  await tellAct({ act: 'second-factor-off', outcome: 'done', collection: 'users', documentId: user.id }, { payload })
  process.stdout.write(`The second factor of ${email} is removed; its sessions are ended.\n`)
})
