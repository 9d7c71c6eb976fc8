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

/** Whether the text had left before the connection broke: an answer of the server is certain, silence after DATA is not. */
function isUncertain(error: unknown): boolean {
  const { command, responseCode } = error as { command?: string; responseCode?: number }
  return command === 'DATA' && responseCode === undefined
}
