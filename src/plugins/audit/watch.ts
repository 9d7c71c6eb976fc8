import { sql } from '@payloadcms/db-postgres'
import type {
  AfterErrorHook,
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionAfterLoginHook,
  CollectionAfterLogoutHook,
  CollectionConfig,
  CollectionSlug,
  PayloadRequest,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { queries } from '../../database/queries.ts'
import { isUuid } from '../../text/uuid.ts'
import { recordAct, recordOutcome } from './record.ts'

type Doc = Record<string, unknown>

/** Set by the product at each save, whatever was changed. */
const ALWAYS_CHANGED = new Set(['updatedAt', 'createdAt', 'revision', 'sessions', 'id'])

/** A collection whose changes are written down. */
export const watched = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    afterChange: [...(collection.hooks?.afterChange ?? []), recordChange],
    afterDelete: [...(collection.hooks?.afterDelete ?? []), recordDeletion],
    ...(collection.auth && collection.slug === 'users'
      ? {
          afterLogin: [...(collection.hooks?.afterLogin ?? []), recordLogin],
          afterLogout: [...(collection.hooks?.afterLogout ?? []), recordLogout],
        }
      : {}),
  },
})

const recordChange: CollectionAfterChangeHook = async ({ collection, doc, operation, previousDoc, req }) => {
  // What the product does by itself (a seed, an import) is nobody's act.
  if (!req.user) return doc
  const fields = operation === 'update' ? changedFields(previousDoc as Doc, doc as Doc) : []
  if (operation === 'update' && fields.length === 0) return doc
  await recordAct(
    {
      act: actOf({
        operation,
        before: previousDoc?._status,
        after: doc._status,
        savesDraft: Boolean(req.context.savesDraft),
      }),
      outcome: 'done',
      collection: collection.slug,
      documentId: String(doc.id),
      owner: ownerOf(collection.slug, doc as Doc),
      detail: {
        ...(fields.length > 0 ? { fields } : {}),
        ...('assignments' in doc && (operation === 'create' || fields.includes('assignments'))
          ? { assignments: inIds(doc.assignments) }
          : {}),
      },
    },
    req,
  )
  return doc
}

const recordDeletion: CollectionAfterDeleteHook = async ({ collection, id, doc, req }) => {
  if (!req.user) return
  await recordAct(
    {
      act: 'deleted',
      outcome: 'done',
      collection: collection.slug,
      documentId: String(id),
      owner: ownerOf(collection.slug, doc as Doc),
    },
    req,
  )
}

/** In the transaction of the sign-in: a second connection for each would use the pool up. */
const recordLogin: CollectionAfterLoginHook = ({ user, req }) =>
  recordAct({ act: 'signed-in', outcome: 'done', actor: { collection: 'users', id: String(user.id) } }, req)

const recordLogout: CollectionAfterLogoutHook = ({ req }) => recordOutcome({ act: 'signed-out', outcome: 'done' }, req)

/** Denied attempts of people and programs that are signed in, and failed attempts to sign in. */
export const recordDenied: AfterErrorHook = async ({ collection, error, req }) => {
  const status = (error as { status?: number }).status
  const isSignIn = req.pathname?.endsWith('/login') ?? false
  if (!(req.user && status === 403) && !(isSignIn && (status === 401 || status === 429))) return undefined
  const id = String(req.routeParams?.id ?? '')
  try {
    await recordOutcome(
      {
        act: isSignIn ? 'sign-in' : `${req.method} ${shape(req.pathname ?? '')}`,
        outcome: isSignIn ? 'failed' : 'denied',
        collection: collection?.slug,
        documentId: isUuid(id) ? id : undefined,
        owner: collection && isUuid(id) ? await ownerAt(collection.slug as CollectionSlug, id, req) : undefined,
        actor: isSignIn ? await accountOf(req) : undefined,
      },
      req,
    )
  } catch (err) {
    req.payload.logger.error({ err }, 'a denied attempt could not be written down')
  }
  return undefined
}

/** Whose document it was that somebody tried, so that its site reads of it; nothing for what is not there. */
async function ownerAt(collection: CollectionSlug, id: string, req: PayloadRequest): Promise<string | null> {
  const doc = (await req.payload.findByID({
    collection,
    id,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
    req: aside(req),
  })) as unknown as Doc | null
  return doc ? ownerOf(collection, doc) : null
}

/** The account that somebody tried to enter, by its id; what was typed is not kept. */
async function accountOf(req: PayloadRequest): Promise<{ collection: string; id: string } | undefined> {
  const email = (req.data as { email?: unknown } | undefined)?.email
  if (typeof email !== 'string') return undefined
  const { rows } = await queries(req.payload).execute<{ id: string }>(
    sql`select id from users where email = ${email.toLowerCase().trim()}`,
  )
  return rows[0] ? { collection: 'users', id: rows[0].id } : undefined
}

/** The route of a path, without the ids in it. */
const shape = (path: string): string => path.replaceAll(/[0-9a-f-]{36}/gi, ':id').slice(0, 200)

function actOf({
  operation,
  before,
  after,
  savesDraft,
}: {
  operation: 'create' | 'update'
  before: unknown
  after: unknown
  savesDraft: boolean
}): string {
  if (after === 'published' && before !== 'published') return 'published'
  if (after === 'published') return 'published-anew'
  // A draft beside what is public changes nothing public.
  if (before === 'published' && after === 'draft' && !savesDraft) return 'withdrawn'
  return operation === 'create' ? 'created' : 'changed'
}

function ownerOf(collection: string, doc: Doc): string | null {
  if (collection === 'members') return String(doc.id)
  const own = idOf(doc.owner) ?? idOf(doc.member)
  if (own) return own
  const sites = inIds(doc.assignments).map(({ member }) => member)
  return sites.find((site) => site !== null) ?? null
}

const inIds = (assignments: unknown): Array<{ role: string | null; member: string | null }> =>
  (Array.isArray(assignments) ? (assignments as Doc[]) : []).map(({ role, member }) => ({
    role: idOf(role) ?? null,
    member: idOf(member) ?? null,
  }))

/** The top-level fields whose values differ, by name. */
function changedFields(before: Doc, after: Doc): string[] {
  return Object.keys(after).filter(
    (name) =>
      !ALWAYS_CHANGED.has(name) && JSON.stringify(after[name] ?? null) !== JSON.stringify(before?.[name] ?? null),
  )
}
