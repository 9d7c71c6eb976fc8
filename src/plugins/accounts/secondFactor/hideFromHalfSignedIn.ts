import type { CollectionAfterOperationHook } from 'payload'
import { readSignIn } from '../../../access/signIn.ts'
import { sqlOf } from '../../../database/sqlOf.ts'

/** What a sign-in answers to who still owes the second factor: that it is owed, and nothing of the account. */
export const hideFromHalfSignedIn: CollectionAfterOperationHook = async ({ operation, req, result }) => {
  if (operation !== 'login' && operation !== 'resetPassword') return result
  const { user } = result as { user?: { id: string } }
  if (!user) return result
  const { owes } = await readSignIn(await sqlOf(req), { ...user, collection: 'users' } as never)
  return owes ? { ...result, user: { id: user.id, collection: 'users' }, secondFactor: owes } : result
}
