import type { CollectionBeforeValidateHook } from 'payload'

/**
 * Keeps the values that a person may not write when they restore a version: Payload 3.90.2 drops
 * them instead, so that restoring a member's profile emptied its memberships and its label.
 */
export const keepDeniedOnRestore: CollectionBeforeValidateHook = async ({ collection, data, originalDoc, req }) => {
  if (!data || !originalDoc || !req.context.isRestoringVersion || !req.user) return data
  const kept = { ...data }
  for (const field of collection.flattenedFields) {
    const mayUpdate = 'access' in field ? field.access?.update : undefined
    if (!mayUpdate) continue
    const isAllowed = await mayUpdate({ req, data, doc: originalDoc, id: originalDoc.id, siblingData: data } as never)
    if (!isAllowed) kept[field.name] = originalDoc[field.name]
  }
  return kept
}
