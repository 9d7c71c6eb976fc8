import { rebuildReadModel, verifyLedger } from '../plugins/publication/index.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run publications -- verify|rebuild

verify   compares the documents, the ledger and the read model; says every difference and ends with 1 if there is one
rebuild  makes the read model anew from the ledger and brings the ledger up to the documents; says what differed`

await runWithPayload({ usage }, async (payload, [command]) => {
  if (command !== 'verify' && command !== 'rebuild') throw new Error(usage)
  const { documents, entries, differences } = await (command === 'verify' ? verifyLedger : rebuildReadModel)(payload)
  for (const difference of differences) process.stdout.write(`${difference}\n`)
  process.stdout.write(
    `${documents} documents, ${entries} entries, ${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}${command === 'rebuild' && differences.length > 0 ? ' (mended)' : ''}\n`,
  )
  if (command === 'verify' && differences.length > 0)
    throw new Error('The ledger and the documents differ: npm run publications -- rebuild')
})
