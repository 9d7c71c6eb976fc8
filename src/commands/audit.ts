import { verifyChain } from '../plugins/audit/chain.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run audit -- verify

verify   follows the chain of the log of acts; says the first link that is broken and ends with 1 if there is one.
         Keep the last hash elsewhere: it shows later whether the end of the log was cut off.`

await runWithPayload({ usage }, async (payload, [command]) => {
  if (command !== 'verify') throw new Error(usage)
  const { linked, broken, head } = await verifyChain(payload)
  process.stdout.write(`${linked} acts linked, last hash ${head ?? '(none)'}\n`)
  if (broken) throw new Error(`The chain is broken at link ${broken}: an act was changed, left out or moved.`)
})
