import type { CollectionAfterChangeHook, CollectionAfterOperationHook, PayloadRequest } from 'payload'
import { tellAct } from '../../access/tellAct.ts'
import { frEn } from '../../text/frEn.ts'
import { GIVES_PASSWORD } from './keepPassword.ts'
import { tellOwner } from './tellOwner.ts'

const PASSWORD = frEn(
  'Le mot de passe de votre compte Rencontre a été changé.',
  'The password of your Rencontre account was changed.',
)
const ADDRESS = frEn(
  'L’adresse e-mail de votre compte Rencontre a été changée.',
  'The email address of your Rencontre account was changed.',
)

/** A new password into the log, which sees no field of it, and to the owner; a new address to the old one. */
export const tellOfChange: CollectionAfterChangeHook = async ({ doc, operation, previousDoc, req }) => {
  if (operation !== 'update' || !req.user) return doc
  if (req.context[GIVES_PASSWORD]) await tellOfPassword(doc, req)
  if (previousDoc?.email && previousDoc.email !== doc.email) await tellOwner(previousDoc.email, ADDRESS, req)
  return doc
}

/** Payload 3.90.2 runs no other hook of the collection after a password was chosen by a link. */
export const tellOfReset: CollectionAfterOperationHook = async ({ operation, req, result }) => {
  const user = operation === 'resetPassword' ? (result as { user?: { id: string; email?: string } }).user : undefined
  if (user?.email) await tellOfPassword({ id: user.id, email: user.email }, req)
  return result
}

async function tellOfPassword({ id, email }: { id: string; email: string }, req: PayloadRequest): Promise<void> {
  await tellAct({ act: 'password-changed', outcome: 'done', collection: 'users', documentId: id }, req)
  await tellOwner(email, PASSWORD, req)
}
