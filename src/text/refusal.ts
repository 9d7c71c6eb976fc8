import { APIError } from 'payload'
import { inLanguageOf, type Words } from './frEn.ts'

/** A refusal that says why, in the language of the person who asked; also in production, where Payload hides other errors. */
export const refusal = (
  req: Parameters<typeof inLanguageOf>[0],
  words: Words,
  status: 400 | 401 | 403 | 409 | 429 | 503 = 400,
): APIError => new APIError(inLanguageOf(req, words), status, null, true)
