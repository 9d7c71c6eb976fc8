import type { TextField } from 'payload'
import { frEn, inLanguageOf } from '../text/frEn.ts'
import { SLUG_PATTERN } from '../text/slug.ts'

/** The last part of a document's public address: made from its title, unique in its collection. */
export const slugField: TextField = {
  name: 'slug',
  type: 'text',
  unique: true,
  index: true,
  maxLength: 96,
  label: frEn('Adresse (slug)', 'Address (slug)'),
  // A copy makes its own.
  hooks: { beforeDuplicate: [() => null] },
  admin: {
    position: 'sidebar',
    // One address for many documents is a mistake.
    disableBulkEdit: true,
    description: frEn(
      'Fin de l’adresse publique. Vide, elle se fait d’après le titre ou le nom.',
      'End of the public address. Empty, it is made from the title or the name.',
    ),
  },
  validate: (value: string | null | undefined, { req }: { req: Parameters<typeof inLanguageOf>[0] }) =>
    !value ||
    SLUG_PATTERN.test(value) ||
    inLanguageOf(
      req,
      frEn(
        'Écrivez des lettres minuscules sans accent, des chiffres et des tirets : « abbaye-aux-dames ».',
        'Write lower-case letters without accents, digits and hyphens: “abbaye-aux-dames”.',
      ),
    ),
}

/**
 * The same for documents of sites: what others prepare takes no address away, or whoever tries one would know of it.
 * The ledger sees to it that no two public documents have one (docs/decisions/023).
 */
export const slugFieldOfSites: TextField = { ...slugField, unique: false }
