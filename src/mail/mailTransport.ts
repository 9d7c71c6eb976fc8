import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodemailerAdapterArgs } from '@payloadcms/email-nodemailer'
import nodemailer, { type Transporter } from 'nodemailer'

/**
 * How mail leaves: by SMTP where an address is given; otherwise each mail is written to a folder as
 * an .eml file, so that nothing leaves a machine that was not told how.
 * @param smtpUrl `smtp://user:password@host:587`
 * @param from an address, or `Name <address>`
 * @param directory where mails are written without SMTP
 */
export function mailTransport({
  smtpUrl,
  from,
  directory,
}: {
  smtpUrl: string | undefined
  from: string
  directory: string
}): NodemailerAdapterArgs {
  const [, name, address] = /^(.*)<([^<>]+)>$/.exec(from) ?? [undefined, 'Rencontre', from]
  return {
    defaultFromAddress: (address ?? from).trim(),
    defaultFromName: (name ?? 'Rencontre').trim() || 'Rencontre',
    transport: smtpUrl ? nodemailer.createTransport({ url: smtpUrl, ...PATIENCE }) : writingTransport(directory),
    skipVerify: true,
  }
}

/** Shorter than the lease of a job, so that no second runner sends what the first still sends. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

function writingTransport(directory: string): Transporter {
  const compose = nodemailer.createTransport({ streamTransport: true, buffer: true })
  return {
    ...compose,
    sendMail: async (mail: Parameters<typeof compose.sendMail>[0]) => {
      const sent = await compose.sendMail(mail)
      mkdirSync(directory, { recursive: true })
      const path = join(
        directory,
        `${new Date().toISOString().replaceAll(':', '-')}-${sent.messageId.replaceAll(/[^\w.-]/g, '')}.eml`,
      )
      writeFileSync(path, sent.message as unknown as Buffer, { mode: 0o600 })
      process.stderr.write(`mail written to ${path}\n`)
      return sent
    },
  } as unknown as Transporter
}
