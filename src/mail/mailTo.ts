import type { PayloadRequest } from 'payload'
import { SEND_MAIL } from './notifyPeople.ts'

/** A mail to one person, French first; queued with the transaction of `req`, where there is one. */
export async function mailTo(
  to: string,
  { subject, text, english }: { subject: string; text: string; english: string },
  req: PayloadRequest,
): Promise<void> {
  await req.payload.jobs.queue({
    task: SEND_MAIL as never,
    input: { to, subject, text: `${text}\n\n--\n\n${english}\n` } as never,
    req,
  })
}
