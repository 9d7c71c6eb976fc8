import type { TextFieldSingleValidation } from 'payload'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

/** A picture that says something says it in words too (WCAG 2.2, 1.1.1). */
export const requireAlt: TextFieldSingleValidation = (value, { req, data }) => {
  const { decorative, mimeType } = data as { decorative?: boolean; mimeType?: string }
  if (value?.trim() || decorative || mimeType === 'application/pdf') return true
  return inLanguageOf(
    req,
    frEn(
      'Décrivez l’image en une phrase, ou cochez « Image décorative ».',
      'Describe the picture in one sentence, or tick “Decorative picture”.',
    ),
  )
}

/** No picture goes out without the name of who made it (Code de la propriété intellectuelle, L121-1). */
export const requireCredit: TextFieldSingleValidation = (value, { req }) =>
  value?.trim()
    ? true
    : inLanguageOf(
        req,
        frEn(
          'Indiquez le crédit : l’auteur, et le site ou l’agence. Sans crédit, l’image ne peut pas paraître.',
          'Give the credit: the author, and the site or agency. Without a credit the picture cannot be shown.',
        ),
      )
