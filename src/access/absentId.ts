import {
  type AfterErrorHook,
  type CollectionBeforeOperationHook,
  type CollectionSlug,
  NotFound,
  type PayloadRequest,
} from 'payload'
import { aside } from '../database/aside.ts'
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
export const othersLookAbsent: AfterErrorHook = async ({ collection, error, req }) => {
  const isDenied = (error as { status?: number }).status === 403
  if (!isDenied || !/\/(?:versions|file)\/[^/]+$/.test(req.pathname ?? '')) return undefined
  // Who may read a version and not restore it is told so.
  if (collection && req.method === 'POST' && (await mayReadVersion(collection.slug, req))) return undefined
  const { message } = new NotFound(req.t)
  return { status: 404, response: { errors: [{ message }] } as never }
}

async function mayReadVersion(collection: string, req: PayloadRequest): Promise<boolean> {
  const id = String(req.routeParams?.id)
  if (!req.user || !isUuid(id)) return false
  const version = await req.payload.findVersionByID({
    collection: collection as CollectionSlug,
    id,
    depth: 0,
    disableErrors: true,
    overrideAccess: false,
    user: req.user,
    req: aside(req),
  })
  return Boolean(version)
}
