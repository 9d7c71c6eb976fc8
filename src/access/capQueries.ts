import { APIError, type CollectionBeforeOperationHook } from 'payload'

const MOST_CONDITIONS = 50
const MOST_ROWS = 100
const MOST_SORTED = 5

/**
 * Bounds what one request by REST may ask for (PAYLOAD.md A7): documents a page, conditions, fields to
 * sort by. Payload 3.90.2 takes `limit=0` for everything, and 900 conditions as they come.
 */
export const capQueries: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  // The caller's own, which comes first once they are signed in; what follows from it (relations, guards)
  // asks in the same request. Who is not signed in gets nothing anyway.
  if (req.payloadAPI !== 'REST' || !req.user || req.context.isCapped) return args
  req.context.isCapped = true
  const given = args as { where?: unknown; limit?: unknown; sort?: unknown; joins?: unknown; pagination?: unknown }
  if (count(given.where) + count(given.joins) > MOST_CONDITIONS) {
    throw new APIError(`A query takes at most ${MOST_CONDITIONS} conditions.`, 400, null, true)
  }
  const sorted = Array.isArray(given.sort) ? given.sort : String(given.sort ?? '').split(',')
  if (sorted.length > MOST_SORTED)
    throw new APIError(`A query sorts by at most ${MOST_SORTED} fields.`, 400, null, true)
  // A change of many documents is of all that were meant, or refused: never of some.
  if (operation === 'update' || operation === 'delete') return args
  const capped: Record<string, unknown> = { ...args }
  if ('limit' in given || given.pagination === false) capped.limit = within(given.limit)
  if (given.joins && typeof given.joins === 'object') {
    capped.joins = Object.fromEntries(
      Object.entries(given.joins).map(([name, join]) => [
        name,
        join && typeof join === 'object' && 'limit' in join ? { ...join, limit: within(join.limit) } : join,
      ]),
    )
  }
  return capped as typeof args
}

/** A page is of 1 to 100 documents; nothing given leaves Payload its own default. */
function within(limit: unknown): unknown {
  if (limit === undefined || limit === null) return MOST_ROWS
  const number = Number(limit)
  return Number.isInteger(number) && number > 0 ? Math.min(number, MOST_ROWS) : MOST_ROWS
}

/** How many conditions there are, at any depth; a list of values is one operand. */
function count(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + (isObject(one) ? count(one) : 0), 1)
  if (isObject(value)) return Object.values(value).reduce((sum: number, one) => sum + count(one), 0)
  return value === undefined ? 0 : 1
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
