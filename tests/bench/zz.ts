import { execFileSync } from 'node:child_process'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { fillWithReleases } from './contentData.ts'

const directory = reachableDirectory()
const database = await startEmbeddedDatabase(directory)
execFileSync(process.execPath, ['src/commands/migrate.ts'], {
  env: { ...process.env, DATABASE_URL: database.url, PAYLOAD_SECRET: SECRET, NODE_ENV: 'production' },
  stdio: 'ignore',
})
const office = await openBackOffice({ worker: 'off', databaseUrl: database.url })
const network = await makeNetwork(office)
const t = Date.now()
await fillWithReleases(office, { releases: Number(process.argv[2]), owner: network.a, contact: network.contactOfA })
await office.close()
console.log(database.url, Date.now() - t)
setInterval(() => {}, 1000)
import { startInstance } from '../support/instances.ts'
const inst = await startInstance(database.url, { WORKER: 'off', LOG_LEVEL: 'info', CONTENT_REQUESTS_PER_MINUTE: '0', NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/prof' })
console.log('inst', inst.url, inst.pid)
process.on('SIGUSR2', () => inst.stop())
