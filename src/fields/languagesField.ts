import type { SelectField } from 'payload'
import { frEn } from '../text/frEn.ts'

/** The languages of the content; the first one is the default. */
export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The languages in which a document is ready to be shown; the others stay private even when published. */
export const languagesField: SelectField = {
  name: 'languages',
  type: 'select',
  hasMany: true,
  required: true,
  defaultValue: ['fr'],
  options: [
    { value: 'fr', label: frEn('Français', 'French') },
    { value: 'en', label: frEn('Anglais', 'English') },
  ],
  label: frEn('Langues prêtes', 'Ready languages'),
  admin: {
    position: 'sidebar',
    description: frEn(
      'Seules ces langues paraissent sur les sites publics.',
      'Only these languages appear on public sites.',
    ),
  },
}
