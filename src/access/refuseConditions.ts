import { APIError, type CollectionBeforeOperationHook, type Where } from 'payload'

/** Conditions by place: no field of ours is a point (docs/decisions/006), and Payload 3.90.2 answers 500. */
const BY_PLACE = new Set(['near', 'within', 'intersects'])

/**
 * Refuses conditions that Payload 3.90.2 does not answer as it should: those by place, and those inside an
 * operator, `where[contacts][contains][phone][like]=…`, of which it checks the fields that they name but
 * not whether the related documents may be read, so that they can be spelt out letter by letter
 * (PAYLOAD.md A2). Dotted paths are limited as they should be.
 */
export const refuseConditions: CollectionBeforeOperationHook = ({ args }) => {
  const where: unknown = 'where' in args ? args.where : undefined
  if (!where) return args
  const given = operatorsOf(where as Where)
  if (given.some(([, operand]) => isPlainObject(operand))) {
    throw bad('A condition on a related document takes a dotted path: where[owner.name][equals]=…')
  }
  const byPlace = given.find(([operator]) => BY_PLACE.has(operator))
  if (byPlace) throw bad(`No field takes a condition by place (${byPlace[0]}).`)
  return args
}

const bad = (message: string) => new APIError(message, 400, null, true)

/** Every operator of a condition with its operand, at any depth. */
function operatorsOf(where: Where): Array<[string, unknown]> {
  return Object.entries(where).flatMap(([key, value]) => {
    if (key === 'and' || key === 'or') {
      return Array.isArray(value) ? value.flatMap((condition) => (condition ? operatorsOf(condition) : [])) : []
    }
    return isPlainObject(value) ? Object.entries(value) : []
  })
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
