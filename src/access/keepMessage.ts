import type { AfterErrorHook } from 'payload'
import { frEn, inLanguageOf, type Words } from '../text/frEn.ts'

/** What Payload says in English to everybody. */
const KNOWN: Record<string, Words> = {
  'Token is either invalid or has expired.': frEn(
    'Ce lien n’est plus valable : il a déjà servi, ou son temps est passé. Demandez-en un nouveau.',
    'This link is not valid any more: it was used, or its time is over. Ask for a new one.',
  ),
}

/**
 * Payload 3.90.2 knows an error by its class and its name; Next's build makes two classes of one and takes the
 * names away: people read "An unknown error occurred." in place of what we told them, and forms learn that
 * a field is wrong and not why. What is meant for them they get.
 */
export const keepMessage: AfterErrorHook = ({ error, result, req }) => {
  const { name, message, isPublic, data } = error as Error & { isPublic?: boolean; data?: { errors?: unknown } }
  if (Array.isArray(data?.errors)) {
    return { response: { ...result, errors: [{ name: 'ValidationError', message, data: data as never }] } }
  }
  const words = KNOWN[message]
  if (words) return { response: { ...result, errors: [{ message: inLanguageOf(req, words) }] } }
  if (name || !isPublic || data) return undefined
  return { response: { ...result, errors: [{ message }] } }
}
