import { type CollectionBeforeValidateHook, type TextField, ValidationError } from 'payload'
import { aside } from '../database/aside.ts'
import { frEn, inLanguageOf } from '../text/frEn.ts'
import { SLUG_PATTERN, toSlug } from '../text/slug.ts'

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
    description: frEn(
      'Fin de l’adresse publique. Laissez vide : elle se fait d’après le titre ou le nom.',
      'End of the public address. Leave empty: it is made from the title or the name.',
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
 * Gives a document its slug: from `source` when it has none, with -2, -3 … where another document
 * bears it already. A slug that a person typed and that is taken is an error instead.
 * @param source the field that holds the title
 */
export const makeSlug =
  (source: string): CollectionBeforeValidateHook =>
  async ({ collection, data, originalDoc, req }) => {
    if (!data) return data
    const kept = typeof originalDoc?.slug === 'string' ? originalDoc.slug : undefined
    const given = typeof data.slug === 'string' ? data.slug.trim() : undefined
    if (given && given === kept) return data
    if (given) {
      if (await isTaken(given)) throw taken()
      return { ...data, slug: given }
    }
    if (given === undefined && kept) return data
    const title = data[source] ?? originalDoc?.[source]
    if (typeof title !== 'string' || !title.trim()) return data
    const base = toSlug(title) || collection.slug
    for (let n = 1; ; n++) {
      const slug = n === 1 ? base : `${base}-${n}`
      if (!(await isTaken(slug))) return { ...data, slug }
    }

    async function isTaken(slug: string): Promise<boolean> {
      const { totalDocs } = await req.payload.count({
        collection: collection.slug,
        where: {
          and: [{ slug: { equals: slug } }, ...(originalDoc?.id ? [{ id: { not_equals: originalDoc.id } }] : [])],
        },
        overrideAccess: true,
        req: aside(req),
      })
      return totalDocs > 0
    }

    function taken(): ValidationError {
      return new ValidationError(
        {
          collection: collection.slug,
          errors: [
            {
              path: 'slug',
              message: inLanguageOf(
                req,
                frEn(
                  `L’adresse « ${given} » est déjà prise. Choisissez-en une autre, ou videz le champ.`,
                  `The address “${given}” is taken. Choose another one, or empty the field.`,
                ),
              ),
            },
          ],
        },
        req.t,
      )
    }
  }
