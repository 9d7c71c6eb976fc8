import { frEn, type Words } from '../../../text/frEn.ts'
import { cloudflarePages } from './cloudflarePages.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { netlify } from './netlify.ts'
import type { Provider } from './provider.ts'
import { vercel } from './vercel.ts'
import { webhook } from './webhook.ts'

export type { Accepted, BuildState, Call, Hook, Message, Provider } from './provider.ts'

export const PROVIDERS = {
  webhook,
  netlify,
  vercel,
  'cloudflare-pages': cloudflarePages,
  github,
  gitlab,
} satisfies Record<string, Provider>

export type ProviderName = keyof typeof PROVIDERS

/** What a person has to give for each provider, in words; what is left out is not asked for. */
export const PROVIDER_FORMS: Record<
  ProviderName,
  {
    label: Words
    /** The address alone lets anybody start a build: it is kept like a secret and never shown again. */
    isAddressSecret?: true
    /** Where its hooks are; another host would only be sent tokens. */
    host?: string
    secret?: 'signing' | 'token'
    project?: string
    statusToken?: true
    ref?: true
  }
> = {
  webhook: {
    label: frEn('Webhook signé (Standard Webhooks)', 'Signed webhook (Standard Webhooks)'),
    secret: 'signing',
  },
  netlify: {
    label: frEn('Netlify', 'Netlify'),
    host: 'api.netlify.com',
    isAddressSecret: true,
    project: 'site id',
    statusToken: true,
    ref: true,
  },
  vercel: {
    label: frEn('Vercel', 'Vercel'),
    host: 'api.vercel.com',
    isAddressSecret: true,
    project: 'team/project',
    statusToken: true,
  },
  'cloudflare-pages': {
    label: frEn('Cloudflare Pages', 'Cloudflare Pages'),
    host: 'api.cloudflare.com',
    isAddressSecret: true,
    project: 'account/project',
    statusToken: true,
  },
  github: {
    label: frEn('GitHub Actions', 'GitHub Actions'),
    secret: 'token',
    statusToken: true,
    ref: true,
  },
  gitlab: {
    label: frEn('GitLab CI', 'GitLab CI'),
    secret: 'token',
    statusToken: true,
    ref: true,
  },
}
