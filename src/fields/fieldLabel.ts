import type { CollectionSlug, PayloadRequest } from 'payload'
import { inLanguageOf, labelInWords } from '../text/frEn.ts'

/** A field as its form calls it, in the language of who asks; by its name where there is no such field, or no label. */
export function fieldLabel(slug: string, name: string, req: PayloadRequest): string {
  const fields = Object.hasOwn(req.payload.collections, slug)
    ? req.payload.collections[slug as CollectionSlug].config.flattenedFields
    : []
  const field = fields.find((one) => one.name === name)
  const label = field && 'label' in field ? field.label : undefined
  const words = typeof label === 'function' ? label({ t: req.t, i18n: req.i18n } as never) : label
  return inLanguageOf(req, labelInWords(words, name))
}
