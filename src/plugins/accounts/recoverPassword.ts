import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '@payloadcms/db-postgres'
import { addDataAndFileToRequest, type Endpoint, type PayloadRequest } from 'payload'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { slidingLimit } from '../../access/slidingLimit.ts'
import { aside } from '../../database/aside.ts'
import { queries } from '../../database/queries.ts'
import { mailTo } from '../../mail/mailTo.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'
import { boundTries } from './guardLogin.ts'
import { resetLink } from './resetLink.ts'

/** One mail a minute to an account, however many ask. */
const mails = slidingLimit({ most: 1, withinMs: 60_000 })
/** The longest address there is (RFC 5321, 4.5.3.1.3). */
const LONGEST = 254
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
    // The form of the admin sends it as form data, programs as JSON.
    await addDataAndFileToRequest(req).catch(() => undefined)
    const { email } = (req.data ?? {}) as { email?: unknown }
    if (typeof email !== 'string' || !email.includes('@') || email.length > LONGEST) {
      throw refusal(req, frEn('Donnez une adresse e-mail.', 'Give an e-mail address.'))
    }
    const account = email.toLowerCase().trim()
    boundTries({ operation: 'forgotPassword', account }, req)
    await Promise.all([recover(account, req), pause(ANSWER_AFTER_MS)])
    return privateAnswer({ message: req.t('general:success') })
  },
}

/**
 * A link of the last quarter of an hour stays the one that counts, and an invitation is sent again as it is:
 * whoever asks for somebody else makes nothing worthless.
 */
async function recover(email: string, req: PayloadRequest): Promise<void> {
  const { rows } = await queries(req.payload).execute<{
    token: string | null
    is_recent: boolean
    is_invitation: boolean
  }>(sql`
    select reset_password_token as token,
      coalesce(reset_password_expiration > now() + interval '45 minutes', false) as is_recent,
      coalesce(reset_password_expiration > now() + interval '1 hour', false) as is_invitation
    from users where email = ${email}`)
  const [account] = rows
  if (!account || (account.is_recent && !account.is_invitation) || !mails.take(email)) return
  const token = account.is_invitation
    ? account.token
    : await req.payload.forgotPassword({ collection: 'users', data: { email }, disableEmail: true, req: aside(req) })
  if (!token) return
  const link = resetLink(req.payload, token)
  await mailTo(
    email,
    {
      subject: 'Rencontre : un nouveau mot de passe',
      text: `Bonjour,\n\nPour choisir un nouveau mot de passe :\n\n${link}\n\nCe lien vaut au moins une heure et une seule fois. Si ce n’est pas vous, il n’y a rien à faire.`,
      english: `Hello,\n\nTo choose a new password:\n\n${link}\n\nThis link is good for an hour at least, and once. If it was not you, there is nothing to do.`,
    },
    req,
  )
}
