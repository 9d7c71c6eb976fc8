import type { PayloadRequest } from 'payload'
import { mailTo } from '../../mail/mailTo.ts'
import type { Words } from '../../text/frEn.ts'

/** To the owner of an account, when what it is signed in with changes: they would want to know if it was not they (OWASP ASVS 5, 6.3.7). */
export const tellOwner = (email: string, words: Words, req: PayloadRequest): Promise<void> =>
  mailTo(
    email,
    {
      subject: 'Rencontre : la sécurité de votre compte',
      text: `Bonjour,\n\n${words.fr}\n\nSi ce n’est pas vous, prévenez l’administration du réseau.`,
      english: `Hello,\n\n${words.en}\n\nIf it was not you, tell the network administration.`,
    },
    req,
  )
