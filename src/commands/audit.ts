import { parseArgs } from 'node:util'
import { verifyChain } from '../plugins/audit/chain.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run audit -- verify [--link N --hash H]

verify   follows the chain of the log of acts; says the first link that is broken and ends with 1 if there is one.
         Keep the last link's number and hash elsewhere, and give them the next time: they show whether the end of
         the log was cut off since, or the whole of it written anew.`

await runWithPayload({ usage }, async (payload, args) => {
  const kept = readArgs(args)
  const { linked, unlinked, broken, head, isAsKept, isOwn } = await verifyChain(payload, kept)
  process.stdout.write(`${linked} acts linked, last hash ${head ?? '(none)'}\n`)
  if (head) process.stdout.write(`keep for the next time: --link ${linked} --hash ${head}\n`)
  if (unlinked > 0) process.stdout.write(`${unlinked} acts have waited for their link for more than a minute\n`)
  if (isOwn) {
    process.stdout.write(
      'note: the role of DATABASE_URL owns the log, and could write it anew; DATABASE_OWNER_URL gives it another owner\n',
    )
  }
  if (broken) throw new Error(`The chain is broken at link ${broken}: an act was changed, left out or moved.`)
  if (!isAsKept) {
    throw new Error(`Link ${kept?.link} is not what was kept: the log was cut off before it, or written anew.`)
  }
})

/** @throws Error with the usage where something else is given */
function readArgs(args: string[]): { link: number; hash: string } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { link: { type: 'string' }, hash: { type: 'string' } },
    })
    const { link, hash } = values
    if (positionals.join() !== 'verify' || !link !== !hash) throw new Error(usage)
    if (!link || !hash) return undefined
    if (!/^\d{1,15}$/.test(link) || !/^[0-9a-f]{64}$/.test(hash)) throw new Error(usage)
    return { link: Number(link), hash }
  } catch {
    throw new Error(usage)
  }
}
