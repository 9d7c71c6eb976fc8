import { APIError, type CollectionBeforeOperationHook, type Where } from 'payload'

/**
 * Refuses a condition inside an operator, `where[contacts][contains][phone][like]=…`: Payload 3.90.2
 * checks the fields that it names but not whether the related documents may be read, so that they
 * can be spelt out letter by letter (PAYLOAD.md A2). Dotted paths are limited as they should be.
 */
export const refuseSubqueries: CollectionBeforeOperationHook = ({ args }) => {
  const where: unknown = 'where' in args ? args.where : undefined
  if (where && hasSubquery(where as Where)) {
    throw new APIError(
      'A condition on a related document takes a dotted path: where[owner.name][equals]=…',
      400,
      null,
      true,
    )
  }
  return args
}

function hasSubquery(where: Where): boolean {
  return Object.entries(where).some(([key, value]) => {
    if (key === 'and' || key === 'or')
      return Array.isArray(value) && value.some((condition) => condition && hasSubquery(condition))
    if (!isPlainObject(value)) return false
    return Object.values(value).some((operand) => isPlainObject(operand))
  })
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
