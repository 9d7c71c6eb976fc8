import type { PublicField, PublicFields } from '../../fields/publicField.ts'
import { LANGUAGES } from '../../text/languages.ts'
import { COMMON_FIELDS, type Contract } from './contract.ts'

export type Schema = Record<string, unknown>

const ID: Schema = { type: 'string', format: 'uuid' }
const INSTANT: Schema = { type: 'string', format: 'date-time' }

/** `Press release` as `PressRelease`. */
export const schemaName = (singular: string): string =>
  singular
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/**
 * The JSON Schemas (2020-12) of everything that the content API answers and of what webhooks bring, by name.
 * @param refer where a schema is found by its name
 */
export function jsonSchemas(contract: Contract, refer: (name: string) => string): Record<string, Schema> {
  const named = new Map(
    Object.entries(contract.collections).map(([slug, { labels }]) => [slug, schemaName(labels.singular)]),
  )
  const documents = Object.entries(contract.collections).flatMap(
    ([slug, { labels, fields }]): Array<[string, Schema]> => {
      const name = named.get(slug) ?? slug
      return [
        [name, documentSchema(labels.singular, fields, (to) => refer(named.get(to) ?? to))],
        [`${name}List`, listSchema(refer(name))],
      ]
    },
  )
  return {
    ...Object.fromEntries(documents),
    Lexical: {
      title: 'A rich text, as the editor keeps it (Lexical)',
      type: 'object',
      properties: {
        root: {
          type: 'object',
          properties: { children: { type: 'array', items: { type: 'object' } } },
          required: ['children'],
        },
      },
      required: ['root'],
      additionalProperties: false,
    },
    Change: {
      title: 'An entry of the ledger',
      type: 'object',
      properties: {
        position: { type: 'integer', minimum: 1 },
        kind: { type: 'string', enum: ['published', 'withdrawn'] },
        collection: { type: 'string', enum: Object.keys(contract.collections) },
        id: ID,
        language: { type: 'string', enum: LANGUAGES },
        owner: nullable(ID),
        slug: nullable({ type: 'string' }),
        content: {
          description: 'The public content, with references as ids; null for a withdrawal.',
          type: ['object', 'null'],
        },
      },
      required: ['position', 'kind', 'collection', 'id', 'language', 'owner', 'slug', 'content'],
      additionalProperties: false,
    },
    Changes: {
      title: 'A page of changes',
      type: 'object',
      properties: {
        changes: { type: 'array', items: { $ref: refer('Change') } },
        cursor: { description: 'What to ask after next time.', type: 'integer', minimum: 0 },
        more: { description: 'Whether to ask again at once.', type: 'boolean' },
      },
      required: ['changes', 'cursor', 'more'],
      additionalProperties: false,
    },
    Errors: {
      title: 'What was wrong',
      type: 'object',
      properties: {
        errors: {
          type: 'array',
          items: {
            type: 'object',
            properties: { message: { type: 'string' }, field: { description: 'The parameter.', type: 'string' } },
            required: ['message'],
            additionalProperties: false,
          },
        },
      },
      required: ['errors'],
      additionalProperties: false,
    },
    RebuildEvent: rebuildEvent(contract),
  }
}

function documentSchema(title: string, fields: PublicFields, refer: (collection: string) => string): Schema {
  return {
    title,
    type: 'object',
    properties: {
      ...Object.fromEntries(Object.entries(COMMON_FIELDS).map(([name, field]) => [name, fieldSchema(field, refer)])),
      id: ID,
      createdAt: { ...INSTANT, description: COMMON_FIELDS.createdAt?.label },
      updatedAt: { ...INSTANT, description: COMMON_FIELDS.updatedAt?.label },
      language: { description: 'The language of this answer.', type: 'string', enum: LANGUAGES },
      languages: {
        description: 'Every language in which the document is ready.',
        type: 'array',
        items: { type: 'string', enum: LANGUAGES },
      },
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field, refer)])),
      highlights: {
        description: 'In the answer of a search: where it was found, as HTML with <mark>.',
        type: 'object',
        properties: { title: { type: ['string', 'null'] }, text: { type: ['string', 'null'] } },
        required: ['title', 'text'],
        additionalProperties: false,
      },
    },
    // With `select` nothing else is sure to be there.
    required: ['id'],
    additionalProperties: false,
  }
}

function fieldSchema(field: PublicField, refer: (collection: string) => string): Schema {
  const words = { title: field.label, ...(field.description ? { description: field.description } : {}) }
  const one = valueSchema(field, refer)
  if (!field.isMany) return { ...words, ...nullable(one) }
  return { ...words, type: ['array', 'null'], items: one }
}

function valueSchema(field: PublicField, refer: (collection: string) => string): Schema {
  switch (field.kind) {
    case 'text':
      return field.options ? { type: 'string', enum: field.options } : { type: 'string' }
    case 'instant':
      return INSTANT
    case 'number':
    case 'boolean':
      return { type: field.kind }
    case 'richText':
      return { anyOf: [{ $ref: refer('Lexical') }, { description: 'With rich-text=html or text.', type: 'string' }] }
    case 'position':
      return { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }
    case 'reference':
      return { anyOf: [ID, { description: 'With a depth.', $ref: refer(field.to) }] }
    case 'group':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(field.fields).map(([name, part]) => [name, fieldSchema(part, refer)]),
        ),
        additionalProperties: false,
      }
  }
}

function nullable(schema: Schema): Schema {
  if (Array.isArray(schema.anyOf)) return { anyOf: [...schema.anyOf, { type: 'null' }] }
  const { enum: options } = schema
  return { ...schema, type: [schema.type, 'null'], ...(Array.isArray(options) ? { enum: [...options, null] } : {}) }
}

const listSchema = (document: string): Schema => ({
  type: 'object',
  properties: {
    docs: { type: 'array', items: { $ref: document } },
    totalDocs: { type: 'integer', minimum: 0 },
    limit: { type: 'integer', minimum: 1 },
    totalPages: { type: 'integer', minimum: 1 },
    page: { type: 'integer', minimum: 1 },
    pagingCounter: { type: 'integer', minimum: 1 },
    hasPrevPage: { type: 'boolean' },
    hasNextPage: { type: 'boolean' },
    prevPage: { type: ['integer', 'null'] },
    nextPage: { type: ['integer', 'null'] },
    nextCursor: { description: 'Where the next page begins.', type: ['string', 'null'] },
  },
  required: ['docs', 'limit', 'hasNextPage', 'nextCursor'],
  additionalProperties: false,
})

/** What a public site gets by its signed webhook (docs/guides/public-sites.md). */
function rebuildEvent(contract: Contract): Schema {
  return {
    title: 'What the hook of a public site gets',
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['content.changed', 'webhook.test'] },
      timestamp: INSTANT,
      data: {
        type: 'object',
        properties: {
          rebuild: { description: 'The same at every attempt.', ...ID },
          cursor: { description: 'Read with min-cursor at least this.', type: 'integer' },
          everything: { type: 'boolean' },
          more: { description: 'More than are listed: read the feed of changes.', type: 'boolean' },
          changes: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                position: { type: 'integer' },
                kind: { type: 'string', enum: ['published', 'withdrawn'] },
                collection: { type: 'string', enum: Object.keys(contract.collections) },
                id: ID,
                slug: nullable({ type: 'string' }),
                language: { type: 'string', enum: LANGUAGES },
                owner: nullable(ID),
                reason: { type: 'string', enum: ['direct', 'reference'] },
              },
              required: ['position', 'kind', 'collection', 'id', 'slug', 'language', 'owner', 'reason'],
            },
          },
        },
        required: ['rebuild'],
      },
    },
    required: ['type', 'timestamp', 'data'],
  }
}
