import type { APIError, PayloadRequest } from 'payload'
import { slidingLimit } from '../../../access/slidingLimit.ts'
import { tellAct } from '../../../access/tellAct.ts'
import { frEn } from '../../../text/frEn.ts'
import { refusal } from '../../../text/refusal.ts'
import { addressOf, tooManyTries } from '../guardLogin.ts'
import { takeCode, takeRecoveryCode } from './store.ts'

/** Wrong codes for one account from one address; from elsewhere its owner goes on (OWASP ASVS 5, 6.3.1). */
const tries = slidingLimit({ most: 10, withinMs: 600_000 })
/** For one account from anywhere: who types here has its password, and a million codes are few. */
const triesOfAccount = slidingLimit({ most: 100, withinMs: 3_600_000 })

/**
 * Takes a code of either kind.
 * @throws APIError 401 for a wrong code, 429 after too many
 */
export async function takeAny(id: string, code: string, req: PayloadRequest): Promise<'code' | 'recovery-code'> {
  bound(id, req)
  const isOfAuthenticator = /^\d{6}$/.test(digits(code))
  const isRight = isOfAuthenticator
    ? await takeCode(req.payload, { user: id, code: digits(code), isOn: true })
    : await takeRecoveryCode(req.payload, id, code)
  if (isRight) {
    tries.forget(`${id} ${addressOf(req)}`)
    return isOfAuthenticator ? 'code' : 'recovery-code'
  }
  await tellAct({ act: 'second-factor-given', outcome: 'failed', actor: { collection: 'users', id } }, req)
  throw wrongCode(req)
}

/**
 * Takes the first code of an authenticator, which puts it in place.
 * @throws APIError 401 for a wrong code, 429 after too many
 */
export async function takeFirst(id: string, code: string, req: PayloadRequest): Promise<void> {
  bound(id, req)
  if (!(await takeCode(req.payload, { user: id, code: digits(code), isOn: false }))) throw wrongCode(req)
  tries.forget(`${id} ${addressOf(req)}`)
}

const digits = (code: string): string => code.replaceAll(/\s/g, '')

function bound(id: string, req: PayloadRequest): void {
  if (tries.take(`${id} ${addressOf(req)}`) && triesOfAccount.take(id)) return
  throw tooManyTries(req)
}

const wrongCode = (req: PayloadRequest): APIError =>
  refusal(
    req,
    frEn(
      'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.',
      'This code is wrong, or it was used already. Wait for the next one.',
    ),
    401,
  )
