import {
  APIError,
  type CollectionBeforeOperationHook,
  type CollectionSlug,
  type FlattenedField,
  type Payload,
  type Where,
} from 'payload'

/** Conditions by place: no field of ours is a point (docs/decisions/006), and Payload 3.90.2 answers 500. */
const BY_PLACE = new Set(['near', 'within', 'intersects'])

/**
 * Refuses conditions that Payload 3.90.2 does not answer as it should: those by place, and those inside an
 * operator, `where[contacts][contains][phone][like]=…`, of which it checks the fields that they name but
 * not whether the related documents may be read, so that they can be spelt out letter by letter
 * (PAYLOAD.md A2). Dotted paths are limited as they should be, but for those through what is joined (500).
 */
export const refuseConditions: CollectionBeforeOperationHook = ({ args, collection, req }) => {
  const { where, sort, joins } = args as { where?: unknown; sort?: unknown; joins?: unknown }
  if (orders(sort).some((path) => leadsElsewhere(path, collection.flattenedFields)))
    throw bad('A list is not sorted by what stands in a related document.')
  const given = isPlainObject(where) ? operatorsOf(where as Where) : []
  for (const join of Object.values(isPlainObject(joins) ? joins : {})) {
    if (!isPlainObject(join)) continue
    const inside = isPlainObject(join.where) ? operatorsOf(join.where as Where) : []
    given.push(...inside)
    if (inside.some(([path]) => path.includes('.')) || orders(join.sort).some((path) => path.includes('.')))
      throw bad('What is joined is found and sorted by its own fields alone.')
  }
  if (given.some(([, , operand]) => isPlainObject(operand))) {
    throw bad('A condition on a related document takes a dotted path: where[owner.name][equals]=…')
  }
  if (given.some(([path]) => passesJoin(path, collection.flattenedFields, req.payload)))
    throw bad('A condition does not lead through what is joined.')
  const byPlace = given.find(([, operator]) => BY_PLACE.has(operator))
  if (byPlace) throw bad(`No field takes a condition by place (${byPlace[1]}).`)
  return args
}

const bad = (message: string) => new APIError(message, 400, null, true)

const orders = (sort: unknown): string[] =>
  [sort]
    .flat()
    .filter((one) => typeof one === 'string')
    .flatMap((one) => one.split(','))
    .map((one) =>
      one
        .trim()
        .replace(/^-/, '')
        .replace(/^version\./, ''),
    )

/** Whether a path goes on behind a field that names another document. */
function leadsElsewhere(path: string, fields: FlattenedField[]): boolean {
  const [name, ...rest] = path.split('.')
  const field = fields.find((one) => one.name === name)
  if (!field || rest.length === 0) return false
  if (field.type === 'relationship' || field.type === 'upload' || field.type === 'join') return true
  return 'flattenedFields' in field && leadsElsewhere(rest.join('.'), field.flattenedFields)
}

/** Whether a path leads through a field that joins other documents, here or in a related document. */
function passesJoin(path: string, fields: FlattenedField[], payload: Payload): boolean {
  const [name, ...rest] = path.replace(/^version\./, '').split('.')
  const field = fields.find((one) => one.name === name)
  if (!field || rest.length === 0) return false
  if (field.type === 'join') return true
  if (field.type === 'relationship' || field.type === 'upload') {
    const related = payload.collections[[field.relationTo].flat()[0] as CollectionSlug]?.config
    return Boolean(related) && passesJoin(rest.join('.'), related?.flattenedFields ?? [], payload)
  }
  return 'flattenedFields' in field && passesJoin(rest.join('.'), field.flattenedFields, payload)
}

/** Every operator of a condition with its path and its operand, at any depth. Payload takes AND for and. */
function operatorsOf(where: Where): Array<[path: string, operator: string, operand: unknown]> {
  return Object.entries(where).flatMap(([key, value]): Array<[string, string, unknown]> => {
    if (/^(?:and|or)$/i.test(key)) {
      return Array.isArray(value) ? value.flatMap((condition) => (condition ? operatorsOf(condition) : [])) : []
    }
    return isPlainObject(value) ? Object.entries(value).map(([operator, operand]) => [key, operator, operand]) : []
  })
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
