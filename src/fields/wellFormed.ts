import {
  APIError,
  type CollectionBeforeOperationHook,
  type FlattenedField,
  ValidationError,
  type ValidationFieldError,
} from 'payload'
import { frEn, inLanguageOf, type Words } from '../text/frEn.ts'
import { isWellFormed } from '../text/richText.ts'

/**
 * Refuses values of the wrong kind before anything touches them. Payload 3.90.2 saves the object
 * `{}` as the title "[object Object]", and a rich text with broken nodes or a null character ends
 * in a 500.
 */
export const refuseMalformed: CollectionBeforeOperationHook = ({ args, collection, operation, req }) => {
  if (operation !== 'create' && operation !== 'update') return args
  // A copy is made of another document, and needs none.
  const needsData = operation === 'create' && !('duplicateFromID' in args && args.duplicateFromID)
  if ((needsData || args.data !== undefined) && !isObject(args.data)) {
    throw new APIError('The body of this request is a JSON object.', 400, null, true)
  }
  // A body that is no JSON arrives as nothing, which the hooks of fields do not expect.
  if (!args.data) return operation === 'update' && 'id' in args ? { ...args, data: {} } : args
  const errors = malformed(args.data as Record<string, unknown>, collection.flattenedFields, '').map(
    ({ path, words }): ValidationFieldError => ({ path, message: inLanguageOf(req, words) }),
  )
  if (errors.length > 0) throw new ValidationError({ collection: collection.slug, errors }, req.t)
  return args
}

const hasMany = (field: FlattenedField): boolean => 'hasMany' in field && Boolean(field.hasMany)

type Malformed = { path: string; words: Words }

function malformed(data: Record<string, unknown>, fields: FlattenedField[], prefix: string): Malformed[] {
  return fields.flatMap((field) => {
    const value = data[field.name]
    if (value === null || value === undefined) return []
    const path = `${prefix}${field.name}`
    if (hasNull(value)) return [{ path, words: NULL_CHARACTER }]
    switch (field.type) {
      case 'text':
      case 'textarea':
      case 'email':
        return (hasMany(field) && Array.isArray(value) ? value : [value]).every((item) => typeof item === 'string')
          ? []
          : [{ path, words: TEXT }]
      case 'richText':
        return isWellFormed(value) ? [] : [{ path, words: RICH_TEXT }]
      case 'group':
      case 'tab':
        return isObject(value) ? malformed(value, field.flattenedFields, `${path}.`) : [{ path, words: GROUP }]
      case 'array':
        // The admin's form sends the number of rows, 0, for an empty list.
        if (value === 0) return []
        if (!Array.isArray(value)) return [{ path, words: ROWS }]
        return value.flatMap((row, index) =>
          isObject(row)
            ? malformed(row, field.flattenedFields, `${path}.${index}.`)
            : [{ path: `${path}.${index}`, words: GROUP }],
        )
      default:
        return []
    }
  })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** PostgreSQL stores no null character, in no text. */
const hasNull = (value: unknown): boolean => JSON.stringify(value)?.includes('\\u0000') ?? false

const TEXT = frEn('Ce champ attend du texte.', 'This field takes text.')
const RICH_TEXT = frEn(
  'Ce texte n’a pas la forme attendue ; rechargez la page et réessayez.',
  'This text does not have the expected form; reload the page and try again.',
)
const GROUP = frEn('Ce champ attend un groupe de valeurs.', 'This field takes a group of values.')
const ROWS = frEn('Ce champ attend une liste.', 'This field takes a list.')
const NULL_CHARACTER = frEn(
  'Ce texte contient un caractère nul, invisible ; retapez-le.',
  'This text contains an invisible null character; type it anew.',
)
