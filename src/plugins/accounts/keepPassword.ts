import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from '@payloadcms/db-postgres'
import { type CollectionBeforeOperationHook, Forbidden, type PayloadRequest, ValidationError } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { reachOfAbility } from '../../access/decide.ts'
import { asDenial } from '../../access/denial.ts'
import { slidingLimit } from '../../access/slidingLimit.ts'
import { sqlOf } from '../../database/sqlOf.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { isUuid } from '../../text/uuid.ts'
import { passwordProblem } from './passwordRules.ts'

const hash = promisify(pbkdf2)
const tries = slidingLimit({ most: 10, withinMs: 600_000 })
/** What Payload 3.90.2 writes before a hash that it made; older ones begin with none. */
const CURRENT = 'pbkdf2-sha256-v1:'

/** Set for the operation that gives an account a new password, which no later hook sees. */
export const GIVES_PASSWORD = 'givesPassword'

/** The fields as the forms call them. */
const LABELS = {
  password: frEn('Nouveau mot de passe', 'New password'),
  currentPassword: frEn('Mot de passe actuel', 'Current password'),
  email: frEn('E-mail', 'Email'),
}

/**
 * Refuses weak passwords however they come (a new account, a change, a reset), and a new password or
 * address for one's own account without the password that it has (OWASP ASVS 5, 6.2.3): an open session,
 * or a stolen cookie, is not enough to keep the owner out.
 */
export const keepPassword: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'resetPassword') return args
  // The operator who loads a demonstration with a password of their choice knows what they do.
  if (req.payloadAPI !== 'REST') return args
  const data = ((args as { data?: unknown }).data ?? {}) as Record<string, unknown>
  const refuse = (path: keyof typeof LABELS, words: Words) =>
    new ValidationError(
      {
        collection: 'users',
        errors: [{ path, label: inLanguageOf(req, LABELS[path]), message: inLanguageOf(req, words) }],
      },
      req.t,
    )
  if (data.password !== undefined && data.password !== null && typeof data.password !== 'string') {
    throw refuse('password', frEn('Un mot de passe est un texte.', 'A password is a text.'))
  }
  const id = 'id' in args && args.id ? String(args.id).toLowerCase() : undefined
  const isOwn = operation === 'update' && id !== undefined && req.user?.collection === 'users' && req.user.id === id
  const isOfNetwork = reachOfAbility(actorOf(req.user), 'manageUsers').everywhere
  if (typeof data.password === 'string' && data.password !== '') {
    const given = [data.name, data.email].filter((text) => typeof text === 'string')
    // Rights are asked for after this: who may not change the account learns nothing of it by what is refused.
    const known = isOwn || isOfNetwork || operation === 'resetPassword' ? await wordsOf({ args, data }, req) : []
    const problem = passwordProblem(data.password, [...given, ...known])
    if (problem) throw refuse('password', problem)
    req.context[GIVES_PASSWORD] = true
  }
  // Of many accounts at once nobody changes what one signs in with.
  if (operation === 'update' && id === undefined && ('password' in data || 'email' in data)) throw new Forbidden(req.t)
  if (!isOwn) return args
  const email = (req.user as { email?: string }).email?.toLowerCase()
  const changesEmail = typeof data.email === 'string' && data.email.toLowerCase() !== email
  if (!data.password && !changesEmail) return args
  // An address is where invitations go: the network alone gives another, so that nobody waits for them at one that is not theirs.
  if (changesEmail && !isOfNetwork) {
    throw asDenial(
      refuse(
        'email',
        frEn(
          'Votre adresse est changée par l’administration du réseau.',
          'Your address is changed by the network administration.',
        ),
      ),
    )
  }
  if (!(await isOwnPassword(id, data.currentPassword, req))) {
    throw asDenial(
      refuse(
        'currentPassword',
        frEn('Donnez votre mot de passe actuel pour en changer.', 'Give your current password in order to change it.'),
      ),
    )
  }
  return args
}

/** The name and the address of the account that gets a new password: named by its id, or by the link of a mail. */
async function wordsOf(
  { args, data }: { args: object; data: Record<string, unknown> },
  req: PayloadRequest,
): Promise<string[]> {
  const id = 'id' in args && isUuid(String(args.id)) ? String(args.id) : null
  const token = typeof data.token === 'string' ? data.token : null
  if (!id && !token) return []
  const { rows } = await (await sqlOf(req)).execute<{ name: string | null; email: string }>(
    sql`select name, email from users where id = ${id}::uuid or reset_password_token = ${token}`,
  )
  return rows.flatMap(({ name, email }) => [name ?? '', email])
}

/** Whether what somebody typed is the password of their account; ten wrong ones in ten minutes are enough. */
export async function isOwnPassword(id: string, typed: unknown, req: PayloadRequest): Promise<boolean> {
  const isRight = typeof typed === 'string' && tries.take(id) && (await isPasswordOf(id, typed, req))
  if (isRight) tries.forget(id)
  return isRight
}

async function isPasswordOf(id: string, password: string, req: PayloadRequest): Promise<boolean> {
  const { rows } = await (await sqlOf(req)).execute<{ hash: string | null; salt: string | null }>(
    sql`select hash, salt from users where id = ${id}`,
  )
  const { hash: stored, salt } = rows[0] ?? {}
  if (!stored || !salt) return false
  const isCurrent = stored.startsWith(CURRENT)
  const expected = Buffer.from(isCurrent ? stored.slice(CURRENT.length) : stored, 'hex')
  const made = await hash(password, salt, isCurrent ? 600_000 : 25_000, expected.length, 'sha256')
  return expected.length > 0 && timingSafeEqual(made, expected)
}
