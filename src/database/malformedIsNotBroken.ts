import type { AfterErrorHook } from 'payload'
import { frEn, inLanguageOf } from '../text/frEn.ts'

/** Data exceptions (class 22): a value that is no date, no number, no choice of a list (PostgreSQL, appendix A). */
const DATA_EXCEPTION = /^22/

/**
 * Says "malformed" (400) rather than "broken" (500) when a condition compares a field with a value that it
 * cannot have: Payload 3.90.2 hands it to PostgreSQL, which refuses it (PAYLOAD.md A9).
 */
export const malformedIsNotBroken: AfterErrorHook = ({ error, req }) => {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  if (![code, cause?.code].some((one) => typeof one === 'string' && DATA_EXCEPTION.test(one))) return undefined
  const message = inLanguageOf(
    req,
    frEn(
      'Une valeur de cette demande n’a pas la forme attendue.',
      'A value of this request does not have the expected form.',
    ),
  )
  return { status: 400, response: { errors: [{ message }] } as never }
}
