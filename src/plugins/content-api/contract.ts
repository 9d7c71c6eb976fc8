import { readFileSync } from 'node:fs'
import type { PublicField, PublicFields } from '../../fields/publicField.ts'

/** What readers are promised of one collection. */
export type PublicCollection = {
  /** In the singular and the plural, in English: for the documentation. */
  labels: { singular: string; plural: string }
  fields: PublicFields
  defaultSort: string
  hasSlug: boolean
}

/**
 * The contract of the content API: everything that it lets out and that it can be asked. Generated from the
 * configuration (`npm run types`); the front door reads it without loading Payload.
 */
export type Contract = {
  /** Raised by its first number when something is taken away or becomes something else. */
  version: string
  collections: Record<string, PublicCollection>
}

/** The fields that every public document has, beside those of its collection. */
export const COMMON_FIELDS: PublicFields = {
  id: { kind: 'text', label: 'Identifier (a UUID)' },
  slug: { kind: 'text', label: 'Name in addresses' },
  createdAt: { kind: 'instant', label: 'First public at' },
  updatedAt: { kind: 'instant', label: 'Public content last changed at' },
}

export const readContract = (): Contract =>
  JSON.parse(readFileSync(new URL('./contract.json', import.meta.url), 'utf8'))

/** A field by its path, with the field of which it is a part where that is a list. */
export function fieldAt(
  fields: PublicFields,
  path: string,
): { field: PublicField; isInList: boolean; rest: string | undefined } | undefined {
  let here: PublicFields = fields
  let isInList = false
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    const field = Object.hasOwn(here, name) ? here[name] : undefined
    if (!field) return undefined
    isInList ||= Boolean(field.isMany)
    const rest = names.slice(index + 1).join('.') || undefined
    if (!rest || field.kind === 'reference') return { field, isInList, rest }
    if (field.kind !== 'group') return undefined
    here = field.fields
  }
  return undefined
}
