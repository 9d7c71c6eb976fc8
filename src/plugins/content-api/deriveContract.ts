import type { FlattenedField, SanitizedConfig } from 'payload'
import type { PublicField, PublicFields } from '../../fields/publicField.ts'
import type { Projection } from '../publication/index.ts'
import type { Contract } from './contract.ts'

/** The version of the contract: its first number is raised with a change that breaks readers, and CHANGELOG.md says how. */
export const CONTRACT_VERSION = '1.0.0'

/**
 * The contract of the content API as the configuration and its projections make it.
 * @throws Error for a path in a projection that its collection does not have
 */
export function deriveContract(config: SanitizedConfig): Contract {
  const published = config.collections.filter(({ custom }) => custom?.publication)
  const collections = published
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((collection) => {
      const { fields, computed, defaultSort } = collection.custom.publication as Projection<unknown>
      const described: PublicFields = {}
      for (const path of fields)
        describe(described, collection.flattenedFields, path.split('.'), `${collection.slug}.${path}`)
      return [
        collection.slug,
        {
          labels: { singular: english(collection.labels.singular), plural: english(collection.labels.plural) },
          fields: { ...described, ...computed },
          defaultSort,
          hasSlug: collection.flattenedFields.some(({ name }) => name === 'slug'),
        },
      ] as const
    })
  return { version: CONTRACT_VERSION, collections: Object.fromEntries(collections) }
}

function describe(into: PublicFields, fields: FlattenedField[], [name, ...rest]: string[], path: string): void {
  const field = fields.find((one) => one.name === name)
  if (!field || !name) throw new Error(`A projection names ${path}, which is no field.`)
  if (rest.length === 0) {
    into[name] = publicFieldOf(field, path)
    return
  }
  if (!('flattenedFields' in field)) throw new Error(`A projection names ${path}, which has no parts.`)
  const group: PublicField = into[name] ?? {
    ...wordsOf(field),
    kind: 'group',
    fields: {},
    ...(field.type === 'array' ? { isMany: true } : {}),
  }
  into[name] = group
  if (group.kind === 'group') describe(group.fields, field.flattenedFields, rest, path)
}

function publicFieldOf(field: FlattenedField, path: string): PublicField {
  const words = { ...wordsOf(field), ...('hasMany' in field && field.hasMany ? { isMany: true as const } : {}) }
  switch (field.type) {
    case 'text':
    case 'textarea':
    case 'email':
    case 'code':
      return { ...words, kind: 'text' }
    case 'select':
    case 'radio':
      return {
        ...words,
        kind: 'text',
        options: field.options.map((one) => (typeof one === 'string' ? one : one.value)),
      }
    case 'date':
      return { ...words, kind: 'instant' }
    case 'checkbox':
      return { ...words, kind: 'boolean' }
    case 'number':
    case 'richText':
      return { ...words, kind: field.type }
    case 'relationship':
    case 'upload':
      if (typeof field.relationTo === 'string') return { ...words, kind: 'reference', to: field.relationTo }
      break
    case 'group':
    case 'array': {
      const parts: PublicFields = {}
      for (const part of field.flattenedFields) {
        if (part.name !== 'id') describe(parts, field.flattenedFields, [part.name], `${path}.${part.name}`)
      }
      return { ...words, kind: 'group', fields: parts, ...(field.type === 'array' ? { isMany: true } : {}) }
    }
  }
  throw new Error(`The contract has no word for ${path} (${field.type}).`)
}

function wordsOf(field: FlattenedField): { label: string; description?: string } {
  const described = english((field as { admin?: { description?: unknown } }).admin?.description)
  return {
    label: english('label' in field ? field.label : undefined) || field.name,
    ...(described ? { description: described } : {}),
  }
}

function english(words: unknown): string {
  if (typeof words === 'string') return words
  const { en } = (words ?? {}) as { en?: unknown }
  return typeof en === 'string' ? en : ''
}
