/**
 * Fills a database that was migrated with releases that are in the read model alone. In a process of its own: the
 * configuration, and with it the database, is read once in each.
 * Arguments: the address of the database, how many releases.
 */
import { openBackOffice } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'
import { fillWithReleases } from './contentData.ts'

const [databaseUrl = '', releases = ''] = process.argv.slice(2)
const office = await openBackOffice({ worker: 'off', databaseUrl })
const network = await makeNetwork(office)
await fillWithReleases(office, {
  releases: Number(releases),
  owner: network.a,
  contact: network.contactOfA,
  isPublicAlone: true,
})
await office.close()
process.exit(0)
