import { join } from 'node:path'
import { seed } from '../demo/seed.ts'
import { readEnv } from '../env.ts'
import { hookSecretFile } from '../server/exampleSite.ts'
import { keptValue, randomSecret, readablePassword } from '../server/keptSecrets.ts'
import { runWithPayload } from './runWithPayload.ts'

await runWithPayload(
  {
    usage:
      'npm run seed\n\nLoads the demonstration network. What is there already is left as it is.\nDEMO_PASSWORD: the password of its accounts (made and printed when unset).',
  },
  async (payload) => {
    const env = readEnv()
    const allowPrivateTargets = env.allowPrivateTargets ?? false
    const password = env.demoPassword ?? keptValue(join(env.dataDir, 'demonstration-password'), readablePassword)
    const site = `http://localhost:${env.port + 1}`
    const hasExampleSite = (env.exampleSite ?? true) && allowPrivateTargets
    await seed(payload, {
      password,
      publicSite: hasExampleSite
        ? {
            address: site,
            hook: `${site}/hook`,
            secret: keptValue(
              hookSecretFile(env.dataDir),
              () => `whsec_${Buffer.from(randomSecret(), 'base64url').toString('base64')}`,
            ),
          }
        : undefined,
      say: (line) => process.stdout.write(`${line}\n`),
    })
    if (!env.demoPassword) process.stdout.write(`  password of the demonstration accounts: ${password}\n`)
  },
)
