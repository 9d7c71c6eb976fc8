import { APIError, type CollectionBeforeChangeHook, type NumberField, type SanitizedCollectionConfig } from 'payload'
import { frEn, inLanguageOf, type Words } from '../text/frEn.ts'

/** How many times a document was saved; a form sends back the one that it was opened with. */
export const revisionField: NumberField = {
  name: 'revision',
  type: 'number',
  defaultValue: 0,
  admin: { hidden: true, disableListColumn: true, disableListFilter: true },
}

/**
 * Refuses a form that was opened before somebody else saved, with the fields that differ: nothing
 * of either is undone, and what was typed stays in the form (PAYLOAD.md P2). A caller that sends no
 * revision changes the fields that it sends.
 */
export const refuseStaleForm: CollectionBeforeChangeHook = ({ collection, data, operation, originalDoc, req }) => {
  const stored: number = originalDoc?.revision ?? 0
  const given = (req.data as { revision?: unknown } | undefined)?.revision
  if (operation === 'update' && req.payloadAPI === 'REST' && typeof given === 'number' && given < stored) {
    const fields = differing(collection, data, originalDoc ?? {}).map((words) => inLanguageOf(req, words))
    throw new APIError(
      inLanguageOf(
        req,
        frEn(
          `Une autre personne a enregistré ce document entre-temps. Diffèrent de votre saisie : ${fields.join(', ') || 'aucun champ'}. Votre texte est toujours là : copiez-le, rechargez la page, puis reprenez.`,
          `Somebody else has saved this document in the meantime. These differ from your form: ${fields.join(', ') || 'no field'}. Your text is still here: copy it, reload the page, then go on.`,
        ),
      ),
      409,
      null,
      true,
    )
  }
  return { ...data, revision: stored + 1 }
}

function differing(
  collection: SanitizedCollectionConfig,
  data: Record<string, unknown>,
  stored: Record<string, unknown>,
): Words[] {
  return collection.flattenedFields.flatMap((field) => {
    if (field.name === 'revision' || !(field.name in data) || !('label' in field) || !field.label) return []
    const same = JSON.stringify(data[field.name] ?? null) === JSON.stringify(stored[field.name] ?? null)
    if (same) return []
    const label: unknown = field.label
    return [
      typeof label === 'object' && label !== null && 'fr' in label ? (label as Words) : frEn(field.name, field.name),
    ]
  })
}
