import type { PublicFields } from '../../fields/publicField.ts'
import type { Raw } from './raw.ts'

const told = new WeakMap<PublicFields, boolean>()

/** Whether all references of a collection stand at the top of its documents, where they can be told from everything else by their name. */
export function standAtTop(fields: PublicFields): boolean {
  const known = told.get(fields)
  if (known !== undefined) return known
  const isReference = (name: string) => fields[name]?.kind === 'reference'
  const isNested = (parts: PublicFields): boolean =>
    Object.entries(parts).some(
      ([name, field]) =>
        isReference(name) || field.kind === 'reference' || (field.kind === 'group' && isNested(field.fields)),
    )
  const found = !Object.values(fields).some((field) => field.kind === 'group' && isNested(field.fields))
  told.set(fields, found)
  return found
}

/** A reference where it stands in a kept text: from its name to the end of its value. */
export type ReferenceAt = { name: string; to: string; ids: string[]; isList: boolean; from: number; until: number }

const IDS = /[0-9a-f-]{36}/g

/**
 * The references that a kept text holds, in their order.
 * @param spans where the text names documents, from and until in turn
 */
export function referencesAt(content: Raw, spans: number[], fields: PublicFields): ReferenceAt[] {
  const found: ReferenceAt[] = []
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const [from = 0, until = 0] = [spans[at], spans[at + 1]]
    const end = content.indexOf('"', from + 1)
    const name = content.slice(from + 1, end)
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field?.kind !== 'reference') continue
    const ids = content.slice(end, until).match(IDS) ?? []
    found.push({ name, to: field.to, ids, isList: content[until - 1] === ']', from, until })
  }
  return found
}

/** Puts the JSON of documents in place of the ids that name them; what is not public leaves null, or nothing in a list. */
export function spliceReferences(
  content: Raw,
  references: ReferenceAt[],
  jsonOf: (collection: string, id: string) => Raw | undefined,
): Raw {
  let spliced = ''
  let at = 0
  for (const { name, to, ids, isList, from, until } of references) {
    const found = ids.flatMap((id) => jsonOf(to, id) ?? [])
    spliced += `${content.slice(at, from)}"${name}":${isList ? `[${found.join(',')}]` : (found[0] ?? 'null')}`
    at = until
  }
  return spliced + content.slice(at)
}
