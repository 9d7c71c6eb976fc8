import { type CollectionBeforeChangeHook, ValidationError } from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { fieldLabel } from '../../fields/fieldLabel.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { toSlug } from '../../text/slug.ts'

/**
 * Gives a contact the name it is listed under, and tells on entry that the same person or office is
 * known already at the same owner (same e-mail, or same name spelt otherwise). The person may insist.
 */
export const refuseDuplicate: CollectionBeforeChangeHook = async ({ data, originalDoc, req }) => {
  const value = <T>(field: string): T | undefined => (field in data ? data[field] : originalDoc?.[field])
  const person = [value<string>('givenName'), value<string>('familyName')].filter(Boolean).join(' ')
  const office = [value<string>('role'), value<string>('organisation')].filter(Boolean).join(', ')
  const displayName = person || office || value<string>('email')
  if (!displayName)
    throw wrong(frEn('Donnez au moins un nom ou une fonction.', 'Give at least a name or a role.'), 'familyName')

  const nameKey = toSlug(displayName)
  const saved = { ...data, displayName, nameKey }
  const email = value<string>('email')
  const isUnchanged = originalDoc && originalDoc.displayName === displayName && originalDoc.email === email
  if (data.duplicateAccepted || isUnchanged || !req.user) return saved

  const owner = idOf(value('owner'))
  const { docs } = await req.payload.find({
    collection: 'contacts',
    where: {
      and: [
        owner ? { owner: { equals: owner } } : { owner: { exists: false } },
        ...(originalDoc?.id ? [{ id: { not_equals: originalDoc.id } }] : []),
        {
          or: [
            ...(email ? [{ email: { equals: email } }] : []),
            ...(nameKey ? [{ nameKey: { equals: nameKey } }] : []),
          ],
        },
      ],
    },
    select: { displayName: true, email: true },
    depth: 0,
    limit: 1,
    overrideAccess: true,
    req: aside(req),
  })
  const twin = docs[0]
  if (!twin) return saved
  throw wrong(
    frEn(
      `« ${twin.displayName} » existe déjà${twin.email ? ` (${twin.email})` : ''}. Ouvrez cette fiche, ou cochez « Enregistrer même s’il existe déjà ».`,
      `“${twin.displayName}” exists already${twin.email ? ` (${twin.email})` : ''}. Open that record, or tick “Save even if it exists already”.`,
    ),
    email && twin.email === email ? 'email' : 'familyName',
  )

  function wrong(message: { fr: string; en: string }, path: string): ValidationError {
    return new ValidationError(
      {
        collection: 'contacts',
        errors: [{ path, label: fieldLabel('contacts', path, req), message: inLanguageOf(req, message) }],
      },
      req.t,
    )
  }
}
