import { type AfterErrorHook, type CollectionBeforeOperationHook, NotFound } from 'payload'
import { isUuid } from '../text/uuid.ts'

/** An id that is none is absent; Payload 3.90.2 hands it to PostgreSQL and answers 500 (PAYLOAD.md A9). */
export const refuseMalformedId: CollectionBeforeOperationHook = ({ args, req }) => {
  const id: unknown = 'id' in args ? args.id : undefined
  if (id !== undefined && id !== null && !(typeof id === 'string' && isUuid(id))) throw new NotFound(req.t)
  return args
}

/**
 * A version or a file that is another's is answered like one that is not there: Payload 3.90.2 says 403
 * of the one and 404 of the other, and so tells which exist.
 */
export const othersLookAbsent: AfterErrorHook = ({ error, req }) => {
  const isDenied = (error as { status?: number }).status === 403
  if (!isDenied || !/\/(?:versions|file)\/[^/]+$/.test(req.pathname ?? '')) return undefined
  const { message } = new NotFound(req.t)
  return { status: 404, response: { errors: [{ message }] } as never }
}
