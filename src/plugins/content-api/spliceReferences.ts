import type { PublicFields } from '../../fields/publicField.ts'

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
export const hasTextPlaces = (content: string): boolean => content.includes('"relationTo"')

/** The ids that a kept text names, by field. */
export function referencesIn(content: string, pattern: RegExp): Array<{ name: string; ids: string[] }> {
  return [...content.matchAll(pattern)].map(([, name = '', value = '[]']) => ({
    name,
    ids: [JSON.parse(value)].flat() as string[],
  }))
}

/** Puts the JSON of documents in place of the ids that name them; what is not public leaves null, or nothing in a list. */
export const spliceReferences = (
  content: string,
  pattern: RegExp,
  jsonOf: (name: string, id: string) => string | undefined,
): string =>
  content.replaceAll(pattern, (_whole, name: string, value: string) => {
    const ids = JSON.parse(value) as string | string[]
    if (typeof ids === 'string') return `"${name}":${jsonOf(name, ids) ?? 'null'}`
    return `"${name}":[${ids.flatMap((id) => jsonOf(name, id) ?? []).join(',')}]`
  })
