import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from '@payloadcms/db-postgres'
import type { APIError, CollectionAfterLoginHook, CollectionBeforeOperationHook, PayloadRequest } from 'payload'
import { networkOf } from '../../access/networkOf.ts'
import { slidingLimit } from '../../access/slidingLimit.ts'
import { queries } from '../../database/queries.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'

/** From one address: more than an office full of people types, far less than guessing takes. */
const byAddress = slidingLimit({ most: 120, withinMs: 60_000 })
/** For one account from one address; from elsewhere its owner goes on signing in (OWASP ASVS 5, 6.3.1). */
const byAccount = slidingLimit({ most: 10, withinMs: 600_000 })

/** As Payload 3.90.2 hashes passwords: PBKDF2-HMAC-SHA256 with the iterations that OWASP asks for. */
const ITERATIONS = 600_000
const KEY_LENGTH = 32
const hash = promisify(pbkdf2)

/**
 * Bounds tries to sign in, by address and account, and gives an unknown
 * account the work of a known one: neither the answer nor its time tells who has an account. It takes
 * the place of Payload's lock, by which anybody keeps anybody out (PAYLOAD.md A4).
 */
export const guardLogin: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'login' || req.payloadAPI !== 'REST') return args
  const { email, password } = ((args as { data?: unknown }).data ?? {}) as { email?: unknown; password?: unknown }
  const account = accountOf(email)
  boundTries({ operation, account }, req)
  if (account && typeof password === 'string' && !(await isKnown(account, req))) {
    await hash(password, account, ITERATIONS, KEY_LENGTH, 'sha256')
  }
  return args
}

/**
 * Counts one more try for an account from where the request comes.
 * @throws APIError 429 when there were too many
 */
export function boundTries(
  { operation, account }: { operation: string; account: string | undefined },
  req: PayloadRequest,
): void {
  const address = addressOf(req)
  if (!byAddress.take(address) || (account && !byAccount.take(`${operation} ${address} ${account}`))) {
    throw tooManyTries(req)
  }
}

export const tooManyTries = (req: PayloadRequest): APIError =>
  refusal(
    req,
    frEn('Trop d’essais. Réessayez dans quelques minutes.', 'Too many tries. Try again in a few minutes.'),
    429,
  )

/** Who has signed in was not guessing. */
export const forgetTries: CollectionAfterLoginHook = ({ req, user }) => {
  byAccount.forget(`login ${addressOf(req)} ${accountOf(user.email)}`)
}

/** Where a request comes from, as the front door saw it: it takes the header from nobody else. Of IPv6 the network. */
export const addressOf = (req: PayloadRequest): string => networkOf(req.headers.get('x-client-address') ?? '')

const accountOf = (email: unknown): string | undefined =>
  typeof email === 'string' ? email.toLowerCase().trim() : undefined

async function isKnown(email: string, req: PayloadRequest): Promise<boolean> {
  const { rows } = await queries(req.payload).execute<{ has: boolean }>(
    sql`select exists (select 1 from users where email = ${email} and hash is not null) as has`,
  )
  return rows[0]?.has ?? false
}
