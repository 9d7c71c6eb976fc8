import type { CheckboxField, CollectionBeforeChangeHook } from 'payload'
import { frEn } from '../text/frEn.ts'
import { frenchTypography } from '../text/frenchTypography.ts'
import { rootOf } from '../text/richText.ts'
import { richTextTypography } from '../text/richTextTypography.ts'

/** Lets an author switch French typography off for one document. */
export const typographyField: CheckboxField = {
  name: 'keepTypography',
  type: 'checkbox',
  defaultValue: false,
  label: frEn('Garder ma typographie', 'Keep my typography'),
  admin: {
    position: 'sidebar',
    description: frEn(
      'Sans cela, les espaces insécables et les apostrophes du français sont posées à l’enregistrement.',
      'Otherwise French non-breaking spaces and apostrophes are set on save.',
    ),
  },
}

/**
 * Applies French typography to the named fields when the French text is saved.
 * @param fields top-level text or rich-text fields
 */
export const applyTypography =
  (fields: string[]): CollectionBeforeChangeHook =>
  ({ data, req }) => {
    if (data.keepTypography || (req.locale ?? 'fr') !== 'fr') return data
    const corrected = { ...data }
    for (const field of fields) {
      const value = corrected[field]
      if (typeof value === 'string') corrected[field] = frenchTypography(value)
      else if (rootOf(value)) corrected[field] = richTextTypography(value)
    }
    return corrected
  }
