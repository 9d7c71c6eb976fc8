import type { PublicFields } from '../../fields/publicField.ts'
import type { Raw } from './raw.ts'

/** Finds the references of a kept text: `"owner":"…"`, `"members":["…","…"]`; one form for each collection. */
const forms = new WeakMap<PublicFields, RegExp | undefined>()

/**
 * A pattern of the references in the JSON of a document, where they can be told from everything else: all at
 * its top. A quote inside a text is escaped there, so that what looks like a reference is one.
 */
export function referencePattern(fields: PublicFields): RegExp | undefined {
  if (!forms.has(fields)) {
    const names = Object.keys(fields).filter((name) => fields[name]?.kind === 'reference')
    const isNested = (parts: PublicFields): boolean =>
      Object.entries(parts).some(
        ([name, field]) =>
          names.includes(name) || field.kind === 'reference' || (field.kind === 'group' && isNested(field.fields)),
      )
    const isTold = !Object.values(fields).some((field) => field.kind === 'group' && isNested(field.fields))
    const id = '"[0-9a-f-]{36}"'
    forms.set(
      fields,
      isTold && names.length > 0
        ? new RegExp(`"(${names.join('|')})": ?(${id}|\\[(?:${id}(?:, ?${id})*)?\\])`, 'g')
        : undefined,
    )
  }
  return forms.get(fields)
}

/** Whether a text links or shows other documents in the midst of its words. */
export const hasTextPlaces = (content: Raw): boolean => content.includes('"relationTo"')

/** A reference where it stands in a kept text: from its name to the end of its value. */
export type ReferenceAt = { name: string; ids: string[]; isList: boolean; from: number; to: number }

/** The references that a kept text holds, in their order. */
export const referencesIn = (content: Raw, pattern: RegExp): ReferenceAt[] =>
  [...content.matchAll(pattern)].map(({ 0: whole, 1: name = '', 2: value = '[]', index }) => {
    const read = JSON.parse(value) as string | string[]
    return { name, ids: [read].flat(), isList: Array.isArray(read), from: index, to: index + whole.length }
  })

/** Puts the JSON of documents in place of the ids that name them; what is not public leaves null, or nothing in a list. */
export function spliceReferences(
  content: Raw,
  references: ReferenceAt[],
  jsonOf: (name: string, id: string) => Raw | undefined,
): Raw {
  let spliced = ''
  let at = 0
  for (const { name, ids, isList, from, to } of references) {
    const found = ids.flatMap((id) => jsonOf(name, id) ?? [])
    spliced += `${content.slice(at, from)}"${name}":${isList ? `[${found.join(',')}]` : (found[0] ?? 'null')}`
    at = to
  }
  return spliced + content.slice(at)
}
