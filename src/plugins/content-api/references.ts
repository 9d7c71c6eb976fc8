import type { PublicField, PublicFields } from '../../fields/publicField.ts'
import { rootOf, visit } from '../../text/richText.ts'

/** A place in a document that names another one, and the way to put the document there. */
export type Place = {
  collection: string
  id: string
  isInText: boolean
  isLink: boolean
  put: (target: object | undefined) => void
}

/**
 * The places of a document that name others: its references, and the pictures and links in its texts.
 * What turns out not to be public leaves nothing in a list, and null elsewhere.
 */
export function placesOf(content: Record<string, unknown>, fields: PublicFields): Place[] {
  return Object.entries(fields).flatMap(([name, field]) => inField(content, name, field))
}

function inField(holder: Record<string, unknown>, name: string, field: PublicField): Place[] {
  const value = holder[name]
  if (value === null || value === undefined) return []
  switch (field.kind) {
    case 'reference':
      return Array.isArray(value)
        ? inList(holder, name, value, field.to)
        : [
            {
              collection: field.to,
              id: String(value),
              isInText: false,
              isLink: false,
              put: (target) => {
                holder[name] = target ?? null
              },
            },
          ]
    case 'group':
      return [value]
        .flat()
        .flatMap((part) =>
          typeof part === 'object' && part ? placesOf(part as Record<string, unknown>, field.fields) : [],
        )
    case 'richText':
      return inText(value)
    default:
      return []
  }
}

function inList(holder: Record<string, unknown>, name: string, ids: unknown[], collection: string): Place[] {
  const found: Array<object | undefined> = ids.map(() => undefined)
  return ids.map((id, index) => ({
    collection,
    id: String(id),
    isInText: false,
    isLink: false,
    put: (target) => {
      found[index] = target
      holder[name] = found.filter((one) => one !== undefined)
    },
  }))
}

function inText(value: unknown): Place[] {
  const root = rootOf(value)
  const places: Place[] = []
  if (!root) return places
  visit(root, (node) => {
    if (node.type === 'upload' && node.relationTo && typeof node.value === 'string') {
      places.push({
        collection: node.relationTo,
        id: node.value,
        isInText: true,
        isLink: false,
        put: (target) => {
          node.value = target ?? null
        },
      })
    }
    const doc = node.fields?.doc as { relationTo?: string; value?: unknown } | undefined
    if (node.type === 'link' && doc?.relationTo && typeof doc.value === 'string') {
      places.push({
        collection: doc.relationTo,
        id: doc.value,
        isInText: true,
        isLink: true,
        put: (target) => {
          doc.value = target ?? null
        },
      })
    }
  })
  return places
}
