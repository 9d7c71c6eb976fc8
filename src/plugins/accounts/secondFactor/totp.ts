import { Secret, TOTP } from 'otpauth'

/** What every authenticator application reads (RFC 6238 with its defaults): SHA-1, six digits, thirty seconds. */
const PERIOD = 30
/** Clocks of telephones are off by a little: one step before and after (RFC 6238, 5.2). */
const WINDOW = 1

/** A new shared secret of 160 bits, in base 32 (RFC 4226, 4). */
export const makeSecret = (): string => new Secret({ size: 20 }).base32

/** What an authenticator reads from the picture: `otpauth://totp/…`. */
export const addressOf = (secret: string, account: string): string => totpOf(secret, account).toString()

/** The time step for which a code is right; nothing for a wrong one. */
export function stepOf(secret: string, code: string, at = Date.now()): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: at, window: WINDOW })
  return delta === null ? undefined : Math.floor(at / 1000 / PERIOD) + delta
}

const totpOf = (secret: string, account = ''): TOTP =>
  new TOTP({ issuer: 'Rencontre', label: account, secret: Secret.fromBase32(secret), period: PERIOD })
