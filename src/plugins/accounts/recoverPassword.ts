import { setTimeout as pause } from 'node:timers/promises'
import { APIError, type Endpoint, type PayloadRequest } from 'payload'
import { slidingLimit } from '../../access/slidingLimit.ts'
import { aside } from '../../database/aside.ts'
import { mailTo } from '../../mail/mailTo.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

/** One mail a minute to an account: nobody fills somebody's letter box, or makes the link of a moment ago worthless. */
const mails = slidingLimit({ most: 1, withinMs: 60_000 })
/** Longer than a token and a mail take, so that the time of the answer tells nobody who has an account. */
const ANSWER_AFTER_MS = 500

/**
 * `POST /api/users/forgot-password` with `{ email }`, in place of Payload's, which waits for the mail where
 * there is an account and answers at once where there is none (OWASP ASVS 5, 6.3.8).
 */
export const recoverPasswordEndpoint: Endpoint = {
  path: '/forgot-password',
  method: 'post',
  handler: async (req) => {
    const { email } = ((await req.json?.().catch(() => undefined)) ?? {}) as { email?: unknown }
    if (typeof email !== 'string' || !email.includes('@')) {
      throw new APIError(
        inLanguageOf(req, frEn('Donnez une adresse e-mail.', 'Give an e-mail address.')),
        400,
        null,
        true,
      )
    }
    await Promise.all([recover(email.toLowerCase().trim(), req), pause(ANSWER_AFTER_MS)])
    return Response.json({ message: req.t('general:success') }, { headers: { 'cache-control': 'no-store' } })
  },
}

async function recover(email: string, req: PayloadRequest): Promise<void> {
  if (!mails.take(email)) return
  // Tries are bounded there (guardLogin.ts).
  const token = await req.payload.forgotPassword({
    collection: 'users',
    data: { email },
    disableEmail: true,
    req: aside(req),
  })
  if (!token) return
  const link = `${req.payload.config.serverURL}/admin/reset/${token}`
  await mailTo(
    email,
    {
      subject: 'Rencontre : un nouveau mot de passe',
      text: `Bonjour,\n\nPour choisir un nouveau mot de passe :\n\n${link}\n\nCe lien vaut une heure et une seule fois. Si ce n’est pas vous, il n’y a rien à faire.`,
      english: `Hello,\n\nTo choose a new password:\n\n${link}\n\nThis link is good for an hour, and once. If it was not you, there is nothing to do.`,
    },
    req,
  )
}
