import { LANGUAGES } from '../../text/languages.ts'
import type { Contract } from './contract.ts'
import { FORMATS } from './formats/index.ts'
import { jsonSchemas, schemaName } from './jsonSchemas.ts'
import { MOST_DOCUMENTS, RICH_TEXT_FORMS } from './parseQuery.ts'
import { operatorsOf } from './where.ts'

type Part = Record<string, unknown>

const json = (schema: Part) => ({ 'application/json': { schema } })
const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

/**
 * The description of the content API in OpenAPI 3.1.1, made from the contract.
 * @param address of the back office
 */
export function openApi(contract: Contract, address: string): Part {
  const paths: Record<string, Part> = {}
  for (const [slug, { labels, fields, hasSlug }] of Object.entries(contract.collections)) {
    const name = schemaName(labels.singular)
    const asked = Object.entries(fields)
      .map(([field, spec]) => `\`${field}\` (${operatorsOf(spec, Boolean(spec.isMany)).join(', ') || 'no condition'})`)
      .join('; ')
    paths[`/content/${slug}`] = {
      get: {
        operationId: `list${name}s`,
        tags: [labels.plural],
        summary: `${labels.plural}: a list`,
        description: `Conditions by \`where[field][operator]=value\`: ${asked}; and of every document \`id\`, \`slug\`, \`createdAt\`, \`updatedAt\`. Through one reference too: \`where[owner.slug][equals]=…\`.`,
        parameters: [...LIST, ...SHAPE].map((parameter) => ref('parameters', parameter)),
        responses: responses(`A page of ${labels.plural.toLowerCase()}.`, ref('schemas', `${name}List`)),
      },
    }
    paths[`/content/${slug}/{key}`] = {
      get: {
        operationId: `get${name}`,
        tags: [labels.plural],
        summary: `${labels.singular}: one, by id${hasSlug ? ' or name in addresses' : ''}`,
        parameters: [
          {
            name: 'key',
            in: 'path',
            required: true,
            description: hasSlug ? 'Its id or its slug.' : 'Its id.',
            schema: { type: 'string' },
          },
          ...SHAPE.map((parameter) => ref('parameters', parameter)),
          ref('parameters', 'preview'),
        ],
        responses: {
          403: { description: 'The preview link is not valid any more.', content: json(ref('schemas', 'Errors')) },
          503: {
            description: 'The back office, which makes previews, does not answer.',
            content: json(ref('schemas', 'Errors')),
          },
          ...responses(`The ${labels.singular.toLowerCase()}.`, ref('schemas', name)),
          ...(hasSlug
            ? {
                308: {
                  description: 'It has another slug now: see Location.',
                  headers: { Location: { schema: { type: 'string' } } },
                },
              }
            : {}),
          404: { description: 'Nothing public is there.', content: json(ref('schemas', 'Errors')) },
        },
      },
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Rencontre: content API',
      version: contract.version,
      summary: 'What a network of cultural sites has made public, for reading.',
      description:
        'No key is needed. Every answer with content bears an `ETag` and the cursor up to which it is true (`Content-Cursor`).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: address }],
    security: [],
    tags: [
      ...Object.values(contract.collections).map(({ labels }) => ({
        name: labels.plural,
        description: `${labels.plural}.`,
      })),
      { name: 'Changes', description: 'Everything that changed, in its order.' },
      { name: 'Formats', description: 'Feeds, news formats, maps.' },
    ],
    paths: { ...paths, ...OTHER_PATHS, ...formatPaths() },
    webhooks: {
      contentChanged: {
        post: {
          operationId: 'contentChanged',
          tags: ['Changes'],
          summary: 'A public site is told, signed by Standard Webhooks, that what it shows has changed',
          requestBody: { required: true, content: json(ref('schemas', 'RebuildEvent')) },
          responses: {
            202: { description: 'Taken on; say how the build ended at /rebuilds/{rebuild}/status.' },
            410: { description: 'Gone: it is not tried again. Any other answer is tried again, for three days.' },
          },
        },
      },
    },
    components: { schemas: jsonSchemas(contract, (name) => `#/components/schemas/${name}`), parameters: PARAMETERS },
  }
}

const responses = (description: string, schema: Part): Part => ({
  200: {
    description,
    headers: {
      ETag: { schema: { type: 'string' } },
      'Content-Cursor': {
        description: 'The position of the ledger up to which the answer is true.',
        schema: { type: 'integer' },
      },
    },
    content: json(schema),
  },
  304: { description: 'The reader has it already (If-None-Match).' },
  400: { description: 'A parameter is wrong; the answer names it.', content: json(ref('schemas', 'Errors')) },
  429: {
    description: 'Too many requests from this address; see Retry-After.',
    content: json(ref('schemas', 'Errors')),
  },
})

const query = (name: string, description: string, schema: Part, more: Part = {}) => ({
  name,
  in: 'query',
  description,
  schema,
  ...more,
})

const PARAMETERS: Record<string, Part> = {
  where: query(
    'where',
    'Conditions, in the form of Payload’s REST API.',
    { type: 'object', additionalProperties: true },
    // Or who tries it in the viewer would ask for a field that a viewer makes up.
    { style: 'deepObject', explode: true, example: {} },
  ),
  sort: query(
    'sort',
    'Fields, separated by commas; `-` before one: the last first.',
    { type: 'string' },
    { example: '-publishedAt,title' },
  ),
  limit: query('limit', 'How many.', { type: 'integer', minimum: 1, maximum: MOST_DOCUMENTS, default: 10 }),
  page: query('page', 'Which page.', { type: 'integer', minimum: 1, default: 1 }),
  pagination: query('pagination', '`false`: pages are not counted, which is faster.', {
    type: 'string',
    enum: ['true', 'false'],
    default: 'true',
  }),
  cursor: query('cursor', 'What the page before gave as `nextCursor`: however far, at the same cost.', {
    type: 'string',
  }),
  q: query(
    'q',
    'Words to search for, in the language of `locale`; "…" together, - without. At most the 1,000 newest hits are ranked and counted.',
    { type: 'string', maxLength: 200 },
  ),
  depth: query('depth', 'How deep the documents that a document names are put in the place of their ids.', {
    type: 'integer',
    minimum: 0,
    maximum: 2,
    default: 0,
  }),
  select: query(
    'select',
    'Fields to give, or to leave out.',
    { type: 'object', additionalProperties: true },
    { style: 'deepObject', explode: true, example: {} },
  ),
  locale: query('locale', 'The language.', { type: 'string', enum: LANGUAGES, default: LANGUAGES[0] }),
  fallbackLocale: query(
    'fallback-locale',
    'The language in which a document comes that is not ready in `locale`; the other one unless `none`.',
    { type: 'string', enum: [...LANGUAGES, 'none'] },
  ),
  richText: query('rich-text', 'The form of rich texts.', {
    type: 'string',
    enum: RICH_TEXT_FORMS,
    default: 'lexical',
  }),
  preview: query(
    'preview',
    'The token of a preview link, made in the back office: the newest draft in place of what is public, for this reader alone (`no-store`).',
    { type: 'string' },
  ),
  minCursor: query(
    'min-cursor',
    'A position that the answer must have reached: the cursor of the event that you were told.',
    { type: 'integer', minimum: 0 },
  ),
}
const LIST = ['where', 'sort', 'limit', 'page', 'pagination', 'cursor', 'q']
const SHAPE = ['depth', 'select', 'locale', 'fallbackLocale', 'richText', 'minCursor']

const OTHER_PATHS: Record<string, Part> = {
  '/content/changes': {
    get: {
      operationId: 'listChanges',
      tags: ['Changes'],
      summary: 'What changed after a cursor, oldest first; without one, all that is public',
      parameters: [
        query('after', 'The cursor of the page before.', { type: 'integer', minimum: 0 }),
        query('limit', 'How many.', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
        ref('parameters', 'minCursor'),
      ],
      responses: {
        ...responses('A page of changes.', ref('schemas', 'Changes')),
        410: {
          description: 'The cursor is of another database: read everything anew.',
          content: json(ref('schemas', 'Errors')),
        },
      },
    },
  },
  '/content/media/{id}/{size}/{filename}': {
    get: {
      operationId: 'downloadMedia',
      tags: ['Media library'],
      summary: 'A file, while something public shows it; its address never changes its bytes',
      parameters: ['id', 'size', 'filename'].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      responses: {
        200: { description: 'The file.' },
        206: { description: 'A part of it (Range).' },
        304: { description: 'The reader has it already.' },
        404: { description: 'Nothing public is there.', content: json(ref('schemas', 'Errors')) },
        416: { description: 'The file is shorter than that.' },
      },
    },
  },
}

/** The addresses of the other formats, as they describe themselves. */
const formatPaths = (): Record<string, Part> =>
  Object.fromEntries(
    FORMATS.map(({ path, id, summary, type, parameters }) => {
      const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      }))
      const inQuery = Object.entries(parameters).map(([name, accepts]) =>
        query(name, `Accepts ${accepts}.`, { type: 'string' }),
      )
      return [
        path.replaceAll(/:(\w+)/g, '{$1}'),
        {
          get: {
            operationId: id,
            tags: ['Formats'],
            summary,
            parameters: [...inPath, ...inQuery],
            responses: {
              200: {
                description: `${summary}.`,
                content: { [type]: { schema: { type: type.endsWith('json') ? 'object' : 'string' } } },
              },
              304: { description: 'The reader has it already.' },
              400: {
                description: 'A parameter is wrong; the answer names it.',
                content: json(ref('schemas', 'Errors')),
              },
              404: { description: 'Nothing public is there.', content: json(ref('schemas', 'Errors')) },
              429: {
                description: 'Too many requests from this address; see Retry-After.',
                content: json(ref('schemas', 'Errors')),
              },
            },
          },
        },
      ]
    }),
  )
