import { unseal } from '../../database/secretBox.ts'
import { type Hook, PROVIDERS, type ProviderName } from './providers/index.ts'

/** The columns of `rebuild_targets` (alias `t`) that make a hook. */
export const HOOK_COLUMNS = `t.provider, t.url, t.secret, t.status_token, t.ref, t.project,
  case when t.previous_secret_until > now() then t.previous_secret end as previous_secret`

export type HookRow = {
  provider: ProviderName
  url: string
  secret: string | null
  previous_secret: string | null
  status_token: string | null
  ref: string | null
  project: string | null
}

/** More than anybody changes in a day by intent; each makes the header of a call longer. */
const MOST_PREVIOUS = 5

/** A public site with its secrets in clear, as its provider wants it. */
export function hookOf(row: HookRow, secret: string): Hook {
  return {
    // Addresses from before they were sealed.
    url: row.url.startsWith('http') ? row.url : unseal(row.url, secret),
    secrets: [row.secret, ...(row.previous_secret?.split(' ').slice(0, MOST_PREVIOUS) ?? [])]
      .filter((sealed) => sealed !== null)
      .map((sealed) => unseal(sealed, secret)),
    statusToken: row.status_token ? unseal(row.status_token, secret) : undefined,
    ref: row.ref ?? undefined,
    project: row.project ?? undefined,
  }
}

export const providerOf = (row: HookRow) => PROVIDERS[row.provider] as import('./providers/index.ts').Provider
