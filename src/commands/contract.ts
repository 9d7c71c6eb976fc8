import { writeFileSync } from 'node:fs'
import { deriveContract } from '../plugins/content-api/deriveContract.ts'

/** Writes the contract of the content API from the configuration; part of `npm run types`. */
const { default: config } = await import('../../payload.config.ts')
const contract = deriveContract(await config)
writeFileSync(
  new URL('../plugins/content-api/contract.json', import.meta.url),
  `${JSON.stringify(contract, null, 2)}\n`,
)
process.exit(0)
