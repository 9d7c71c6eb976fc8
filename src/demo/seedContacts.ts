import type { Payload } from 'payload'
import { findOrCreate } from './findOrCreate.ts'

/** Press contacts: functions and addresses under `.example`, no real person. Returns their ids by owner's slug ('' for the network). */
export async function seedContacts(payload: Payload, members: Map<string, string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { owner, domain, organisation } of [
    { owner: '', domain: 'reseau.example', organisation: 'Association des Centres culturels de rencontre' },
    { owner: 'cite-des-electriciens', domain: 'cite-des-electriciens.example', organisation: 'Cité des Électriciens' },
    { owner: 'abbaye-de-royaumont', domain: 'royaumont.example', organisation: 'Abbaye de Royaumont' },
  ]) {
    const email = `presse@${domain}`
    const { id } = await findOrCreate(payload, 'contacts', { email: { equals: email } }, () => ({
      kind: 'press',
      role: 'Service de presse',
      organisation,
      email,
      owner: members.get(owner),
      public: { listed: true, showEmail: true, showPhone: false },
      origin: { source: 'Adresse de démonstration', legalBasis: 'legitimate-interest' },
    }))
    ids.set(owner, id)
  }
  return ids
}
