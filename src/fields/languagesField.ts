import { type CollectionBeforeChangeHook, type SelectField, ValidationError } from 'payload'
import { aside } from '../database/aside.ts'
import { frEn, inLanguageOf, type Words } from '../text/frEn.ts'
import type { Language } from '../text/languages.ts'

export const LANGUAGE_OPTIONS = [
  { value: 'fr', label: frEn('Français', 'French') },
  { value: 'en', label: frEn('Anglais', 'English') },
]

/** The languages in which a document is ready to be shown; the others stay private even when published. */
export const languagesField: SelectField = {
  name: 'languages',
  type: 'select',
  hasMany: true,
  required: true,
  defaultValue: ['fr'],
  options: LANGUAGE_OPTIONS,
  label: frEn('Langues prêtes', 'Ready languages'),
  admin: {
    position: 'sidebar',
    description: frEn(
      'Seules ces langues paraissent sur les sites publics.',
      'Only these languages appear on public sites.',
    ),
  },
}

/**
 * Refuses to publish a document whose list says that a language is ready while something needed is
 * still missing in it: a public page without a title helps nobody.
 * @param needed top-level localized fields, with the words for them
 */
export const requireTranslations =
  (needed: Record<string, Words>): CollectionBeforeChangeHook =>
  async ({ collection, data, originalDoc, req }) => {
    if (data._status !== 'published') return data
    const languages: Language[] = data.languages ?? originalDoc?.languages ?? []
    for (const language of languages.filter((other) => other !== (req.locale ?? 'fr'))) {
      const translation = originalDoc?.id
        ? ((await req.payload.findByID({
            collection: collection.slug,
            id: originalDoc.id,
            locale: language,
            fallbackLocale: false,
            draft: true,
            depth: 0,
            disableErrors: true,
            overrideAccess: true,
            req: aside(req),
          })) as Record<string, unknown> | null)
        : null
      const missing = Object.entries(needed).filter(([field]) => !translation?.[field])
      if (missing.length === 0) continue
      const names = (of: 'fr' | 'en') => missing.map(([, words]) => words[of]).join(', ')
      const name = LANGUAGE_NAMES[language]
      throw new ValidationError(
        {
          collection: collection.slug,
          errors: [
            {
              path: 'languages',
              message: inLanguageOf(
                req,
                frEn(
                  `${name.fr} n’est pas prêt : il manque ${names('fr')}. Complétez cette langue, ou retirez-la des langues prêtes.`,
                  `${name.en} is not ready: ${names('en')} missing. Complete that language, or take it off the ready ones.`,
                ),
              ),
            },
          ],
        },
        req.t,
      )
    }
    return data
  }

const LANGUAGE_NAMES: Record<Language, Words> = { fr: frEn('Le français', 'French'), en: frEn('L’anglais', 'English') }
