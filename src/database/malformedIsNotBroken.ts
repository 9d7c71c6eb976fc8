import type { AfterErrorHook } from 'payload'
import { frEn, inLanguageOf } from '../text/frEn.ts'

/** Data exceptions (class 22): a value that is no date, no number, no choice of a list (PostgreSQL, appendix A). */
const DATA_EXCEPTION = /^22/
/** No such operator for values of this kind (42883, 42804): `like` of a date. A fault of the caller's where they gave a condition. */
const WRONG_OPERATOR = /^(?:42883|42804)$/

/**
 * Says "malformed" (400) rather than "broken" (500) when a condition compares a field with a value that it
 * cannot have: Payload 3.90.2 hands it to PostgreSQL, which refuses it (PAYLOAD.md A9).
 */
export const malformedIsNotBroken: AfterErrorHook = ({ error, req }) => {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const said = [code, cause?.code].filter((one) => typeof one === 'string')
  const isMalformed = said.some((one) => DATA_EXCEPTION.test(one) || (req.query?.where && WRONG_OPERATOR.test(one)))
  if (!isMalformed) return undefined
  const message = inLanguageOf(
    req,
    frEn(
      'Une valeur de cette demande n’a pas la forme attendue.',
      'A value of this request does not have the expected form.',
    ),
  )
  return { status: 400, response: { errors: [{ message }] } as never }
}
