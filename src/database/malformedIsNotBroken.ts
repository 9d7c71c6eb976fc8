import type { AfterErrorHook } from 'payload'
import { frEn, inLanguageOf } from '../text/frEn.ts'

/** Data exceptions (class 22): a value that is no date, no number, no choice of a list (PostgreSQL, appendix A). */
const DATA_EXCEPTION = /^22/
/** What the parsers of bodies say of one that is cut off, has no boundary, or is not what its type says. */
const MALFORMED_BODY =
  /^(?:Request is not eligible for file upload|Unexpected end of form|Malformed part header|Multipart: Boundary not found)/

/**
 * No such statement (class 42): `like` of a date, the smallest of a list of ids. The caller's fault where a
 * read has a condition or an order of theirs; ours anywhere else.
 */
const NO_SUCH_STATEMENT = /^42/

/**
 * Says "malformed" (400) rather than "broken" (500) when a condition compares a field with a value that it
 * cannot have: Payload 3.90.2 hands it to PostgreSQL, which refuses it (PAYLOAD.md A9).
 */
export const malformedIsNotBroken: AfterErrorHook = ({ error, req }) => {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const { message: reason, name } = error as { message?: string; name?: string }
  const isBody = (name === 'SyntaxError' && /JSON/.test(reason ?? '')) || MALFORMED_BODY.test(reason ?? '')
  const said = [code, cause?.code].filter((one) => typeof one === 'string')
  const isQuery = req.method === 'GET' && Boolean(req.query?.where || req.query?.sort || req.query?.joins)
  const isMalformed = isBody || said.some((one) => DATA_EXCEPTION.test(one) || (isQuery && NO_SUCH_STATEMENT.test(one)))
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
