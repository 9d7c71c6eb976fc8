import { idOf } from '../../access/actor.ts'
import type { PublicFields } from '../../fields/publicField.ts'
import type { Language } from '../../text/languages.ts'
import { rootOf, visit } from '../../text/richText.ts'

/** A public document that another one points at. */
export type Reference = { collection: string; id: string }

/**
 * What a collection lets out, declared beside it. What is not listed in `project` is private: a new
 * field stays so until somebody adds it here.
 */
export type Projection<T> = {
  /** Whether the document may be seen at all at an instant: status, embargo, rights, end dates. */
  isPublic: (doc: T, now: Date) => boolean
  /** The instants at which that answer, or the content, changes by itself; the clock looks at the document then. */
  instants?: (doc: T) => Array<string | Date | null | undefined>
  /** The languages in which it is ready. */
  languages: (doc: T) => Array<Language>
  /**
   * The public fields as the configuration describes them, by their paths; and those that `project` makes
   * itself. The contract of the content API is made of them, and its tests hold every answer against it.
   */
  fields: string[]
  computed?: PublicFields
  /** By what lists are sorted where nobody says otherwise; `-` before it: the last first. */
  defaultSort: string
  /** The public content in one language, at an instant. */
  project: (doc: T, language: Language, now: Date) => Record<string, unknown>
  /** The documents that the content points at. */
  references: (doc: T) => Reference[]
  /** Public only while another public document points at it (files of an embargoed release stay private). */
  onlyWhenReferenced?: boolean
}

/** References to documents of one collection, from relationship values of any shape; empty values are left out. */
export function references(collection: string, values: unknown[] | null | undefined): Reference[] {
  return (values ?? []).flatMap((value) => {
    const id = idOf(value)
    return id ? [{ collection, id }] : []
  })
}

/** References inside rich texts: pictures and links to documents. */
references.inText = (texts: unknown[]): Reference[] => {
  const found: Reference[] = []
  for (const text of texts) {
    const root = rootOf(text)
    if (!root) continue
    visit(root, (node) => {
      if (node.type === 'upload' && node.relationTo) found.push(...references(node.relationTo, [node.value]))
      const target = node.fields?.doc as { relationTo?: string; value?: unknown } | undefined
      if (node.type === 'link' && target?.relationTo) found.push(...references(target.relationTo, [target.value]))
    })
  }
  return found
}
