import type { PayloadRequest } from 'payload'
import type { Actor } from '../access/actor.ts'
import { peopleWho } from '../access/peopleWho.ts'
import { sqlOf } from '../database/sqlOf.ts'
import type { Words } from '../text/frEn.ts'

/** The task that sends one mail to one person (sendMailTask.ts). */
export const SEND_MAIL = 'send-mail'

/**
 * Tells the people who can do something about it, by mail, French first: one mail each, queued in the
 * transaction of `req`, so that it leaves if and only if that is committed.
 * @param may whether somebody can
 * @param owner the member whose people are told; nothing: the network's
 * @param also further addresses, told as well
 */
export async function notifyPeople({
  may,
  owner,
  also = [],
  subject,
  text,
  req,
}: {
  may: (actor: Actor) => boolean
  owner?: string | null
  also?: string[]
  subject: Words
  text: Words
  req: PayloadRequest
}): Promise<void> {
  const addresses = new Set([...(await peopleWho({ may, owner, payload: req.payload, by: await sqlOf(req) })), ...also])
  for (const to of addresses) {
    await req.payload.jobs.queue({
      task: SEND_MAIL as never,
      input: {
        to,
        subject: subject.fr,
        text: `${withAddress(text.fr, req)}\n\n--\n\n${withAddress(text.en, req)}\n`,
      } as never,
      req,
    })
  }
}

/** Paths of the admin as full addresses, which a mail needs. */
const withAddress = (text: string, req: PayloadRequest): string =>
  text.replaceAll(/(?<=\s)\/admin/g, `${req.payload.config.serverURL}/admin`)
