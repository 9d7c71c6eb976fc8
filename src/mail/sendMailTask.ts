import type { TaskConfig } from 'payload'
import { SEND_MAIL } from './notifyPeople.ts'

type SendMail = { input: { to: string; subject: string; text: string }; output: object }

/**
 * Sends one mail to one person. What the server refused, or never heard, is tried again; what was
 * lost after the text had been handed over may have arrived, and is not sent twice.
 */
export const sendMailTask: TaskConfig<SendMail> = {
  slug: SEND_MAIL,
  inputSchema: [
    { name: 'to', type: 'text', required: true },
    { name: 'subject', type: 'text', required: true },
    { name: 'text', type: 'textarea', required: true },
  ],
  retries: { attempts: 4, backoff: { type: 'exponential', delay: 30_000 } },
  handler: async ({ input, req }) => {
    try {
      await req.payload.sendEmail(input)
    } catch (error) {
      if (!isUncertain(error)) throw error
      req.payload.logger.error({ err: error }, 'a mail was lost on the way; it may have arrived and is not sent again')
    }
    return { output: {} }
  },
}

/** What nodemailer says when the server was never reached, or would not talk. */
const NEVER_HANDED_OVER = new Set(['EDNS', 'EAUTH', 'EENVELOPE', 'ECONNREFUSED', 'ETLS'])

/**
 * Whether the text may have arrived although sending failed. An answer of the server is certain, and so
 * is a server that was never reached; a connection that broke in between is not, and nodemailer does not
 * say how far it had come.
 */
function isUncertain(error: unknown): boolean {
  const {
    code,
    responseCode,
    syscall,
    message = '',
  } = error as {
    code?: string
    responseCode?: number
    syscall?: string
    message?: string
  }
  if (responseCode !== undefined || syscall === 'connect' || syscall === 'getaddrinfo') return false
  return !NEVER_HANDED_OVER.has(code ?? '') && !/ECONNREFUSED|Greeting never received|Connection timeout/.test(message)
}
