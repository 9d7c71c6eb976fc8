import { APIError, type CollectionAfterOperationHook } from 'payload'

/**
 * Makes a bulk change all or nothing. Payload 3.90.2 catches what a late hook refused for one
 * document and commits all the same, with that document half written.
 */
export const bulkAllOrNothing: CollectionAfterOperationHook = ({ operation, result }) => {
  if (operation !== 'update' && operation !== 'delete') return result
  const { errors = [] } = result as { errors?: Array<{ message: string }> }
  if (errors.length === 0) return result
  throw new APIError([...new Set(errors.map(({ message }) => message))].join(' '), 400, null, true)
}
