import type { TextFieldSingleValidation } from 'payload'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { checkAddress, isLoopback } from './guardedFetch.ts'
import { PROVIDER_FORMS, type ProviderName } from './providers/index.ts'

/**
 * An address that the dispatcher may call (guardedFetch.ts), at the provider’s own host where it has one.
 */
export function callable({ allowPrivateTargets }: { allowPrivateTargets: boolean }): TextFieldSingleValidation {
  return (value, { req, siblingData }) => {
    if (!value) return req.t('validation:required')
    try {
      const { hostname } = checkAddress(value, { allowPrivate: allowPrivateTargets })
      const { host } = formOf(siblingData as { provider?: string })
      if (!host || hostname === host || (allowPrivateTargets && isLoopback(hostname))) return true
      return inLanguageOf(
        req,
        frEn(`Chez ce fournisseur, l’adresse est à ${host}.`, `At this provider the address is at ${host}.`),
      )
    } catch {
      return inLanguageOf(
        req,
        frEn(
          `« ${value} » ne peut pas être appelée : donnez l’adresse publique et sécurisée (https) du récepteur, sans mot de passe.`,
          `“${value}” cannot be called: give the public, secure (https) address of the receiver, without a password.`,
        ),
      )
    }
  }
}

/** What a provider wants in the form. */
export const formOf = (hook: { provider?: string } | undefined) =>
  PROVIDER_FORMS[(hook?.provider ?? 'webhook') as ProviderName]

const isSigningSecret = (value: string) => {
  const key = value.slice('whsec_'.length)
  return value.startsWith('whsec_') && /^[A-Za-z0-9+/]{32,}={0,2}$/.test(key) && key.length % 4 === 0
}

/** A signing secret of Standard Webhooks (`whsec_` and at least 24 bytes in base64), or the token that the provider wants. */
export const validSecret: TextFieldSingleValidation = (value, { req, siblingData, id }) => {
  const hook = siblingData as { provider?: string }
  const kind = formOf(hook).secret
  if (kind === 'token' && !value && !id) {
    return inLanguageOf(req, frEn('Ce fournisseur veut un jeton.', 'This provider wants a token.'))
  }
  if (kind !== 'signing' || !value || isSigningSecret(value)) return true
  return inLanguageOf(
    req,
    frEn(
      'Le secret commence par whsec_ et porte au moins 24 octets en base64.',
      'The secret starts with whsec_ and holds at least 24 bytes in base64.',
    ),
  )
}

/** The project at a provider: one name, or two with a slash between. */
export const validProject: TextFieldSingleValidation = (value, { req }) =>
  !value ||
  /^[\w.-]+(?:\/[\w.-]+)?$/.test(value) ||
  inLanguageOf(
    req,
    frEn(
      'Des lettres, chiffres, points et tirets, avec une barre au plus.',
      'Letters, digits, dots and dashes, with one slash at most.',
    ),
  )

/** A path on the public site, with `{slug}` or `{id}` where the document's own stands. */
export const validPath: TextFieldSingleValidation = (value, { req }) =>
  /^\/(?!\/)[\w./{}-]*$/.test(value ?? '') ||
  inLanguageOf(req, frEn('Un chemin : /communiques/{slug}/', 'A path: /communiques/{slug}/'))
