import type {
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionAfterLoginHook,
  CollectionAfterLogoutHook,
  CollectionConfig,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { notedInBulk } from './denied.ts'
import { recordAct, recordOutcomes } from './record.ts'

type Doc = Record<string, unknown>

/** Set by the product at each save, whatever was changed. */
const ALWAYS_CHANGED = new Set(['updatedAt', 'createdAt', 'revision', 'sessions', 'id'])

/** A collection whose changes are written down. */
export const watched = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    beforeValidate: collection.hooks?.beforeValidate?.map(notedInBulk),
    beforeChange: collection.hooks?.beforeChange?.map(notedInBulk),
    beforeDelete: collection.hooks?.beforeDelete?.map(notedInBulk),
    afterChange: [...(collection.hooks?.afterChange ?? []).map(notedInBulk), recordChange],
    afterDelete: [...(collection.hooks?.afterDelete ?? []).map(notedInBulk), recordDeletion],
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
      sites: sitesConcerned(fields, previousDoc as Doc | undefined, doc as Doc),
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
      sites: sitesConcerned([], undefined, doc as Doc),
    },
    req,
  )
}

/** In the transaction of the sign-in: a second connection for each would use the pool up. */
const recordLogin: CollectionAfterLoginHook = ({ user, req }) =>
  recordAct({ act: 'signed-in', outcome: 'done', actor: { collection: 'users', id: String(user.id) } }, req)

const recordLogout: CollectionAfterLogoutHook = ({ req }) =>
  recordOutcomes([{ act: 'signed-out', outcome: 'done' }], req)

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

/**
 * Which sites an act on an account concerns: those where roles were given or taken, or all of the account's
 * where something else changed. What one site gives is not another's affair.
 */
function sitesConcerned(fields: string[], before: Doc | undefined, after: Doc): string[] | undefined {
  if (!('assignments' in after)) return undefined
  const [earlier, now] = [assignmentsOf(before), assignmentsOf(after)]
  const inOne = (some: Doc[], others: Doc[]) => some.filter((one) => !others.some((other) => isSame(one, other)))
  const isOfRolesAlone = fields.length === 1 && fields[0] === 'assignments'
  const changed = isOfRolesAlone ? [...inOne(earlier, now), ...inOne(now, earlier)] : []
  const moved = inIds(changed.length > 0 ? changed : [...earlier, ...now])
  return [...new Set(moved.map(({ member }) => member).filter((member) => member !== null))]
}

function ownerOf(collection: string, doc: Doc): string | null {
  if (collection === 'members') return String(doc.id)
  return idOf(doc.owner) ?? idOf(doc.member) ?? null
}

const assignmentsOf = (account: Doc | undefined): Doc[] =>
  Array.isArray(account?.assignments) ? (account.assignments as Doc[]) : []

/** Whether nothing of an assignment was changed: role, member and end. */
const isSame = (one: Doc, other: Doc): boolean => {
  const end = ({ until }: Doc) => (until ? new Date(String(until)).getTime() : null)
  return idOf(one.role) === idOf(other.role) && idOf(one.member) === idOf(other.member) && end(one) === end(other)
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
