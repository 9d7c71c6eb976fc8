import { type Endpoint, Forbidden, NotFound, type PayloadRequest } from 'payload'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import { actorOf } from '../../../access/actor.ts'
import { beyondCeiling } from '../../../access/ceiling.ts'
import { reachOfAbility } from '../../../access/decide.ts'
import { asDenial } from '../../../access/denial.ts'
import { findReadable } from '../../../access/findReadable.ts'
import { loadGrants } from '../../../access/loadGrants.ts'
import { privateAnswer } from '../../../access/privateAnswer.ts'
import { halfSignedIn, type Owed, readSignIn, sessionOf } from '../../../access/signIn.ts'
import { tellAct } from '../../../access/tellAct.ts'
import { queries } from '../../../database/queries.ts'
import { frEn, type Words } from '../../../text/frEn.ts'
import { refusal } from '../../../text/refusal.ts'
import { endSessions } from '../endSessions.ts'
import { isOwnPassword } from '../keepPassword.ts'
import { tellOwner } from '../tellOwner.ts'
import { beginFactor, confirmSession, endFactor, type Factor, readFactor, renewRecoveryCodes } from './store.ts'
import { takeAny, takeFirst } from './takeAny.ts'
import { addressOf } from './totp.ts'

/** What `GET /api/users/second-factor` answers. */
export type FactorView = Factor & { isRequired: boolean; owes: Owed | null }
/** What an authenticator needs: the picture, and the same in letters. */
export type SetUp = { secret: string; uri: string; qr: string }

const BODY = z.object({ code: z.string().max(40).default(''), currentPassword: z.string().max(256).default('') })

/**
 * The second factor of one's own account, below `/api/users/second-factor` (RFC 6238; OWASP ASVS 5, 6.5):
 * `GET` how it stands; `POST /set-up` a secret for an authenticator; `POST /confirm` its first code, which
 * turns it on and gives recovery codes; `POST /verify` a code of either kind, with which a session counts;
 * `POST /recovery-codes` new ones; `DELETE` turns it off; `POST /leave` gives a waiting session up.
 * `DELETE /api/users/{id}/second-factor`: the network's administration, for who has lost everything.
 */
export const secondFactorEndpoints: Endpoint[] = [
  { path: '/second-factor', method: 'get', handler: async (req) => privateAnswer(await view(req)) },
  { path: '/second-factor', method: 'delete', handler: async (req) => privateAnswer(await turnOff(req)) },
  { path: '/second-factor/set-up', method: 'post', handler: async (req) => privateAnswer(await setUp(req)) },
  { path: '/second-factor/confirm', method: 'post', handler: async (req) => privateAnswer(await confirm(req)) },
  { path: '/second-factor/verify', method: 'post', handler: async (req) => privateAnswer(await verify(req)) },
  { path: '/second-factor/recovery-codes', method: 'post', handler: async (req) => privateAnswer(await renew(req)) },
  { path: '/second-factor/leave', method: 'post', handler: async (req) => privateAnswer(await leave(req)) },
  { path: '/:id/second-factor', method: 'delete', handler: async (req) => privateAnswer(await takeAway(req)) },
]

type Self = { id: string; email: string; session: string; owes: Owed | undefined }

/** Who asks, whether their session counts yet or waits for its second factor. */
async function self(req: PayloadRequest): Promise<Self> {
  if (req.user?.collection === 'users') {
    return { id: req.user.id, email: String(req.user.email), session: sessionOf(req.user), owes: undefined }
  }
  const waiting = await halfSignedIn(req)
  if (!waiting) throw new Forbidden(req.t)
  return waiting
}

async function view(req: PayloadRequest): Promise<FactorView> {
  const { id, owes } = await self(req)
  const isRequired =
    owes === 'set-up' || (req.user ? (await readSignIn(queries(req.payload), req.user)).isRequired : false)
  return { ...(await readFactor(req.payload, id)), isRequired, owes: owes ?? null }
}

async function setUp(req: PayloadRequest): Promise<SetUp> {
  const { id, email, owes } = await self(req)
  if (owes === 'code') throw new Forbidden(req.t)
  const { currentPassword } = await bodyOf(req)
  // A session that waits has just given it (signIn.ts).
  if (!owes) await askPassword(id, currentPassword, req)
  const secret = await beginFactor(req.payload, id)
  if (!secret) {
    throw refusal(req, frEn('La double authentification est déjà en place.', 'The second factor is on already.'), 409)
  }
  const uri = addressOf(secret, email)
  return { secret, uri, qr: renderSVG(uri, { border: 2 }) }
}

async function confirm(req: PayloadRequest): Promise<{ recoveryCodes: string[] }> {
  const { id, email, session, owes } = await self(req)
  if (owes === 'code') throw new Forbidden(req.t)
  const { code } = await bodyOf(req)
  await takeFirst(id, code, req)
  const recoveryCodes = await renewRecoveryCodes(req.payload, id)
  await confirmSession(req.payload, id, session)
  await endSessions(req.payload, id, { but: session })
  await told('second-factor-on', { id, email }, req, {
    fr: 'La double authentification de votre compte Rencontre est en place.',
    en: 'The second factor of your Rencontre account is on.',
  })
  return { recoveryCodes }
}

async function verify(req: PayloadRequest): Promise<{ done: 'signed-in'; codesLeft: number }> {
  const { id, email, session, owes } = await self(req)
  if (owes !== 'code') throw new Forbidden(req.t)
  const { code } = await bodyOf(req)
  const by = await takeAny(id, code, req)
  await confirmSession(req.payload, id, session)
  const { codesLeft } = await readFactor(req.payload, id)
  if (by === 'recovery-code') {
    await told('recovery-code-used', { id, email }, req, {
      fr: `Un code de secours a ouvert votre compte Rencontre. Codes restants : ${codesLeft}.`,
      en: `A recovery code has opened your Rencontre account. Codes left: ${codesLeft}.`,
    })
  } else await tellAct({ act: 'second-factor-given', outcome: 'done', actor: { collection: 'users', id } }, req)
  return { done: 'signed-in', codesLeft }
}

async function renew(req: PayloadRequest): Promise<{ recoveryCodes: string[] }> {
  const { id, email } = await counting(req)
  const { code, currentPassword } = await bodyOf(req)
  await askPassword(id, currentPassword, req)
  await takeAny(id, code, req)
  const recoveryCodes = await renewRecoveryCodes(req.payload, id)
  await told('recovery-codes-renewed', { id, email }, req, {
    fr: 'Les codes de secours de votre compte Rencontre ont été remplacés.',
    en: 'The recovery codes of your Rencontre account have been replaced.',
  })
  return { recoveryCodes }
}

async function turnOff(req: PayloadRequest): Promise<{ done: 'off' }> {
  const { id, email } = await counting(req)
  const { code, currentPassword } = await bodyOf(req)
  if (req.user && (await readSignIn(queries(req.payload), req.user)).isRequired) {
    throw refusal(req, frEn('Un de vos rôles la demande.', 'One of your roles requires it.'), 403)
  }
  await askPassword(id, currentPassword, req)
  await takeAny(id, code, req)
  await endFactor(req.payload, id)
  await told('second-factor-off', { id, email }, req, OFF)
  return { done: 'off' }
}

async function takeAway(req: PayloadRequest): Promise<{ done: 'off' }> {
  const actor = actorOf(req.user)
  // A program takes nothing from people; one's own goes the way that asks for the password.
  if (actor?.collection !== 'users' || actor.id === req.routeParams?.id) throw new Forbidden(req.t)
  if (!reachOfAbility(actor, 'manageUsers').everywhere) throw new Forbidden(req.t)
  const user = await findReadable('users', req.routeParams?.id, req)
  const held = (await loadGrants(req.payload, { collection: 'users', ids: [user.id] })).get(user.id) ?? []
  // Who holds more than whoever takes it away keeps it, as they keep their password (keepAssignments.ts).
  if (held.some((grant) => beyondCeiling(actor, grant, grant.member).length > 0)) throw new Forbidden(req.t)
  if (!(await endFactor(req.payload, user.id))) throw new NotFound(req.t)
  // Also the session of the telephone that is lost.
  await endSessions(req.payload, user.id, 'all')
  await tellAct({ act: 'second-factor-off', outcome: 'done', collection: 'users', documentId: user.id }, req)
  await tellOwner(user.email, OFF, req)
  return { done: 'off' }
}

/** Ends a session that waits: its owner may sign in as somebody else. */
async function leave(req: PayloadRequest): Promise<{ done: 'left' }> {
  const { id, session, owes } = await self(req)
  if (!owes) throw new Forbidden(req.t)
  await endSessions(req.payload, id, { only: session })
  return { done: 'left' }
}

/** Who asks in a session that counts. */
async function counting(req: PayloadRequest): Promise<Self> {
  const who = await self(req)
  if (who.owes) throw new Forbidden(req.t)
  return who
}

async function bodyOf(req: PayloadRequest): Promise<z.infer<typeof BODY>> {
  const parsed = BODY.safeParse((await req.json?.().catch(() => undefined)) ?? {})
  if (!parsed.success) throw refusal(req, frEn('Cette demande n’est pas bien formée.', 'This request is malformed.'))
  return parsed.data
}

async function askPassword(id: string, typed: string, req: PayloadRequest): Promise<void> {
  if (await isOwnPassword(id, typed, req)) return
  throw asDenial(refusal(req, frEn('Donnez votre mot de passe actuel.', 'Give your current password.')))
}

const OFF = {
  fr: 'La double authentification de votre compte Rencontre a été retirée.',
  en: 'The second factor of your Rencontre account has been removed.',
}

/** Into the log of acts, and to the owner. */
async function told(
  act: string,
  { id, email }: Pick<Self, 'id' | 'email'>,
  req: PayloadRequest,
  words: Words,
): Promise<void> {
  await tellAct({ act, outcome: 'done', collection: 'users', documentId: id, actor: { collection: 'users', id } }, req)
  await tellOwner(email, words, req)
}
