import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '@payloadcms/db-postgres'
import {
  commitTransaction,
  type Endpoint,
  Forbidden,
  initTransaction,
  killTransaction,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { actorOf } from '../../access/actor.ts'
import { holds, reachOfAbility } from '../../access/decide.ts'
import { findReadable } from '../../access/findReadable.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { slidingLimit } from '../../access/slidingLimit.ts'
import { aside } from '../../database/aside.ts'
import { sqlOf } from '../../database/sqlOf.ts'
import { mailTo } from '../../mail/mailTo.ts'
import type { User } from '../../payload-types.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'
import { isReached } from './keepAssignments.ts'
import { LONGEST_NAME } from './longestName.ts'
import { resetLink } from './resetLink.ts'

const DAYS = 7
const VALID_MS = DAYS * 24 * 60 * 60 * 1000
/** Longer than an account, its password and a mail take: the time of the answer tells nobody who has one (OWASP ASVS 5, 6.3.8). */
const ANSWER_AFTER_MS = 500
/** Mails that one person makes us send: a large site on its first day, and no more. */
const byPerson = slidingLimit({ most: 60, withinMs: 3_600_000 })
/** Of one person to one address. Of others' invitations nobody learns, and nobody is kept from inviting by them. */
const toAddress = slidingLimit({ most: 3, withinMs: 600_000 })

/**
 * `POST /api/users/invite` with `{ name, email, assignments }`: an account with these roles, and a mail
 * with a link to choose its password, good for seven days. Who has an account already gets the roles and
 * a mail that says so; the answer is the same, so that it tells nobody who has one.
 * `POST /api/users/{id}/invite` sends the link again.
 */
export const inviteEndpoints: Endpoint[] = [
  { path: '/invite', method: 'post', handler: (req) => inOne(req, () => invite(req)) },
  { path: '/:id/invite', method: 'post', handler: (req) => inOne(req, () => inviteAgain(req)) },
]

/** The account, its roles and the mail in one transaction: no account without its link, no link without its account. */
async function inOne(req: PayloadRequest, act: () => Promise<void>): Promise<Response> {
  if (!holds(actorOf(req.user), 'manageUsers')) throw new Forbidden(req.t)
  const inTransaction = async () => {
    const isMine = await initTransaction(req)
    try {
      await act()
      if (isMine) await commitTransaction(req)
    } catch (error) {
      await killTransaction(req)
      throw error
    }
  }
  const [done] = await Promise.allSettled([inTransaction(), pause(ANSWER_AFTER_MS)])
  if (done.status === 'rejected') throw done.reason
  return privateAnswer({ done: 'invited' })
}

async function invite(req: PayloadRequest): Promise<void> {
  const body = ((await req.json?.().catch(() => undefined)) ?? {}) as Record<string, unknown>
  const { name, assignments } = body
  const email = typeof body.email === 'string' ? body.email.toLowerCase().trim() : ''
  if (
    typeof name !== 'string' ||
    !name.trim() ||
    name.trim().length > LONGEST_NAME ||
    !/^[^\s@]+@[^\s@]+$/.test(email) ||
    !Array.isArray(assignments) ||
    assignments.length === 0
  ) {
    throw refusal(
      req,
      frEn('Donnez un nom, une adresse e-mail et un rôle.', 'Give a name, an e-mail address and a role.'),
    )
  }
  // Before anybody is looked for: what an account holds elsewhere already would be taken for given.
  const reached = reachOfAbility(actorOf(req.user), 'manageUsers')
  const isWithin = (one: { member?: unknown } | null) => one?.member === undefined || isReached(reached, one)
  // Without a site it is for one's own (assignmentsField.ts).
  if (!assignments.every(isWithin)) throw new Forbidden(req.t)
  boundMails(email, req)
  const { rows } = await (await sqlOf(req)).execute<{ id: string }>(sql`select id from users where email = ${email}`)
  const known = rows[0]?.id
  await (known ? addRoles(known, assignments, req) : open({ name: name.trim(), email, assignments }, req)).catch(
    (error) => {
      // Said by its place among what the account holds, it would tell that there is one.
      if (!(error instanceof ValidationError) || !error.data.errors.some(({ path }) => /^assignments\./.test(path)))
        throw error
      throw refusal(req, frEn('Un rôle ou un site n’est pas valable.', 'A role or a site is not valid.'))
    },
  )
}

/** A new account, and its link. */
async function open(
  { name, email, assignments }: { name: string; email: string; assignments: unknown[] },
  req: PayloadRequest,
): Promise<void> {
  const user = await req.payload.create({
    collection: 'users',
    // Known to nobody: the first one is chosen by the link.
    data: { name, email, password: randomBytes(32).toString('base64url'), assignments } as never,
    depth: 0,
    // The right to invite was asked for; what may be given is kept by the hooks (keepAssignments.ts).
    overrideAccess: true,
    user: req.user,
    req: aside(req),
  })
  await sendLink(user, req)
}

/** What an account holds already it keeps; who gives it more is bound by what they hold (keepAssignments.ts). */
async function addRoles(id: string, assignments: unknown[], req: PayloadRequest): Promise<void> {
  const user = await req.payload.findByID({ collection: 'users', id, depth: 0, overrideAccess: true, req: aside(req) })
  await req.payload.update({
    collection: 'users',
    id,
    data: { assignments: [...(user.assignments ?? []), ...assignments] as never },
    depth: 0,
    overrideAccess: true,
    user: req.user,
    req: aside(req),
  })
  const address = `${req.payload.config.serverURL}/admin`
  await mailTo(
    user.email,
    {
      subject: 'Rencontre : un rôle de plus',
      text: `Bonjour,\n\n${nameOf(req)} vous a donné un rôle de plus dans Rencontre. Il compte dès maintenant : ${address}`,
      english: `Hello,\n\n${nameOf(req)} has given you another role in Rencontre. It counts from now on: ${address}`,
    },
    req,
  )
}

async function inviteAgain(req: PayloadRequest): Promise<void> {
  const user = await findReadable('users', req.routeParams?.id, req)
  if (user.suspended) throw new Forbidden(req.t)
  boundMails(user.email, req)
  await sendLink(user, req)
}

/** @throws APIError 429 after too many mails of one person, or of theirs to one address */
function boundMails(email: string, req: PayloadRequest): void {
  const by = String(req.user?.id)
  if (toAddress.take(`${by} ${email}`) && byPerson.take(by)) return
  throw refusal(
    req,
    frEn(
      'Beaucoup d’invitations sont déjà parties. Réessayez plus tard.',
      'Many invitations have been sent already. Try again later.',
    ),
    429,
  )
}

async function sendLink(user: User, req: PayloadRequest): Promise<void> {
  const token = await req.payload.forgotPassword({
    collection: 'users',
    data: { email: user.email },
    disableEmail: true,
    expiration: VALID_MS,
    req: aside(req),
  })
  const link = resetLink(req.payload, token)
  await mailTo(
    user.email,
    {
      subject: 'Votre compte Rencontre',
      text: `Bonjour ${user.name},\n\n${nameOf(req)} vous a ouvert un compte dans Rencontre. Choisissez votre mot de passe :\n\n${link}\n\nCe lien vaut ${DAYS} jours et une seule fois.`,
      english: `Hello ${user.name},\n\n${nameOf(req)} has opened an account for you in Rencontre. Choose your password:\n\n${link}\n\nThis link is good for ${DAYS} days, and once.`,
    },
    req,
  )
}

const nameOf = (req: PayloadRequest): string => (req.user && 'name' in req.user ? String(req.user.name) : 'Rencontre')
