import type { Payload } from 'payload'
import { seedAccounts } from './seedAccounts.ts'
import { seedCharters } from './seedCharters.ts'
import { seedContacts } from './seedContacts.ts'
import { seedMembers } from './seedMembers.ts'
import { seedProgrammes } from './seedProgrammes.ts'
import { seedPublicSite } from './seedPublicSite.ts'
import { seedReleases } from './seedReleases.ts'

/** What the demonstration network loads with, beside its content. */
export type SeedOptions = {
  password: string
  /** The example public site, when there is one to rebuild. */
  publicSite?: { address: string; hook: string; secret: string } | undefined
  say: (line: string) => void
}

/**
 * Loads the demonstration network: real facts with their sources, five real texts through the real
 * importer, pictures made by program, functional addresses under `.example`. What is there already
 * is left as it is, so that repeating it changes nothing.
 */
export async function seed(payload: Payload, { password, publicSite, say }: SeedOptions): Promise<void> {
  const members = await seedMembers(payload)
  say(`  ${members.size} members`)
  const contacts = await seedContacts(payload, members)
  say(`  ${contacts.size} press contacts`)
  const programmes = await seedProgrammes(payload, members)
  say(`  ${programmes} programmes with their editions`)
  say(`  ${await seedCharters(payload, members)} charters`)
  say(`  ${await seedReleases(payload, { members, contacts })} press releases and texts`)
  if (publicSite) await seedPublicSite(payload, publicSite)
  // The accounts come last: an account means that the network was loaded whole.
  say(`  ${await seedAccounts(payload, { members, password })} accounts`)
}
