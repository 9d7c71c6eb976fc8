import { randomBytes } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import {
  type CollectionAfterChangeHook,
  type CollectionAfterDeleteHook,
  type CollectionBeforeChangeHook,
  type CollectionConfig,
  type PayloadRequest,
  type TextFieldSingleValidation,
  ValidationError,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { accessWithin } from '../../access/within.ts'
import { currentTransaction, type TransactionClient } from '../../database/currentTransaction.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { httpsOrHttp } from '../../fields/publicAddress.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { checkAddress, isLoopback } from './guardedFetch.ts'
import { PROVIDER_FORMS, type ProviderName } from './providers/index.ts'
import { seal, unseal } from './secretBox.ts'
import { siteEndpoints } from './siteEndpoints.ts'

/** What a public site shows of the network; an empty list means everything. */
type Shows = { collections: string[]; members: string[]; languages: string[] }

/**
 * The public sites that are rebuilt when what they show changes.
 * @param collections what can be published, for the filter
 */
export const publicSites = ({
  secret,
  allowPrivateTargets,
  collections,
}: {
  secret: string
  allowPrivateTargets: boolean
  collections: Array<{ value: string; label: string | { fr: string; en: string } }>
}): CollectionConfig => ({
  slug: 'public-sites',
  labels: { singular: frEn('Site public', 'Public site'), plural: frEn('Sites publics', 'Public sites') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'address', 'owner', 'enabled', 'updatedAt'],
    group: frEn('Réglages', 'Settings'),
    description: frEn(
      'Les sites à reconstruire quand ce qu’ils montrent change.',
      'The sites to rebuild when what they show changes.',
    ),
    hidden: ({ user }) => !['network-admin', 'network-communication'].includes(String(user?.role)),
  },
  access: accessWithin('operations'),
  endpoints: siteEndpoints({ secret }),
  hooks: { beforeChange: [hideSecretAddress], afterChange: [keepTarget({ secret })], afterDelete: [dropTarget] },
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120, label: frEn('Nom', 'Name') },
    {
      name: 'address',
      type: 'text',
      required: true,
      maxLength: 300,
      validate: httpsOrHttp,
      label: frEn('Adresse publique', 'Public address'),
    },
    {
      name: 'hook',
      type: 'group',
      label: frEn('Appel de reconstruction', 'Rebuild hook'),
      fields: [
        {
          name: 'provider',
          type: 'select',
          required: true,
          defaultValue: 'webhook',
          options: Object.entries(PROVIDER_FORMS).map(([value, { label }]) => ({ value, label })),
          label: frEn('Fournisseur', 'Provider'),
        },
        {
          name: 'url',
          type: 'text',
          required: true,
          maxLength: 500,
          validate: callable({ allowPrivateTargets }),
          label: frEn('Adresse appelée', 'Address called'),
          admin: {
            description: frEn(
              'Donnée par le fournisseur. Chez Netlify, Vercel et Cloudflare elle est elle-même un secret : elle n’est plus montrée ensuite.',
              'Given by the provider. At Netlify, Vercel and Cloudflare it is itself a secret: it is not shown again.',
            ),
          },
        },
        {
          name: 'secret',
          type: 'text',
          virtual: true,
          maxLength: 400,
          validate: validSecret,
          label: frEn('Secret ou jeton', 'Secret or token'),
          admin: {
            readOnly: false,
            condition: (_, hook) => Boolean(formOf(hook).secret),
            description: frEn(
              'Webhook : laissez vide, puis « Nouveau secret » dans le journal ci-dessous le fabrique et le montre une seule fois ; en donner un ici le change aussi, et l’ancien vaut encore un jour. GitHub, GitLab : le jeton qui lance la construction.',
              'Webhook: leave it empty, then “New secret” in the log below makes one and shows it once; giving one here changes it too, and the old one counts for a day more. GitHub, GitLab: the token that starts the build.',
            ),
          },
        },
        {
          name: 'ref',
          type: 'text',
          maxLength: 200,
          label: frEn('Branche', 'Branch'),
          admin: { condition: (_, hook) => Boolean(formOf(hook).ref), placeholder: 'main' },
        },
        {
          name: 'project',
          type: 'text',
          maxLength: 200,
          validate: (value: string | null | undefined, { req }: { req: Parameters<typeof inLanguageOf>[0] }) =>
            !value ||
            /^[\w.-]+(?:\/[\w.-]+)?$/.test(value) ||
            inLanguageOf(
              req,
              frEn(
                'Des lettres, chiffres, points et tirets, avec une barre au plus.',
                'Letters, digits, dots and dashes, with one slash at most.',
              ),
            ),
          label: frEn('Projet (pour suivre la construction)', 'Project (to follow the build)'),
          admin: {
            condition: (_, hook) => Boolean(formOf(hook).project),
            description: frEn(
              'Netlify : l’identifiant du site. Vercel : projet, ou équipe/projet. Cloudflare : compte/projet.',
              'Netlify: the site id. Vercel: project, or team/project. Cloudflare: account/project.',
            ),
          },
        },
        {
          name: 'statusToken',
          type: 'text',
          virtual: true,
          maxLength: 400,
          label: frEn('Jeton de lecture (pour suivre la construction)', 'Reading token (to follow the build)'),
          admin: {
            readOnly: false,
            condition: (_, hook) => Boolean(formOf(hook).statusToken),
            description: frEn(
              'Facultatif, jamais montré. Sans lui, on sait que la construction est demandée, pas qu’elle a abouti.',
              'Optional, never shown. Without it we know that the build was asked for, not that it succeeded.',
            ),
          },
        },
      ],
    },
    {
      name: 'shows',
      type: 'group',
      label: frEn('Ce que le site montre (vide : tout)', 'What the site shows (empty: everything)'),
      fields: [
        {
          name: 'collections',
          type: 'select',
          hasMany: true,
          options: collections,
          label: frEn('Contenus', 'Content'),
        },
        {
          name: 'members',
          type: 'relationship',
          relationTo: 'members',
          hasMany: true,
          label: frEn('Membres', 'Members'),
        },
        {
          name: 'languages',
          type: 'select',
          hasMany: true,
          options: [
            { value: 'fr', label: frEn('Français', 'French') },
            { value: 'en', label: frEn('Anglais', 'English') },
          ],
          label: frEn('Langues', 'Languages'),
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'quietSeconds',
          type: 'number',
          min: 0,
          max: 3600,
          defaultValue: 5,
          required: true,
          label: frEn('Attente de calme (s)', 'Quiet period (s)'),
        },
        {
          name: 'longestWaitSeconds',
          type: 'number',
          min: 0,
          max: 86_400,
          defaultValue: 60,
          required: true,
          label: frEn('Attente la plus longue (s)', 'Longest wait (s)'),
        },
        {
          name: 'smallestGapSeconds',
          type: 'number',
          min: 0,
          max: 86_400,
          defaultValue: 0,
          label: frEn('Écart minimal (s)', 'Smallest gap (s)'),
        },
      ],
    },
    {
      name: 'deliveries',
      type: 'ui',
      label: frEn('Journal des appels', 'Delivery log'),
      admin: {
        components: { Field: '/src/plugins/rebuilds/admin/Deliveries.tsx#Deliveries' },
        condition: (data) => Boolean(data?.id),
        disableListColumn: true,
      },
    },
    {
      name: 'pages',
      type: 'array',
      maxRows: 20,
      label: frEn('Adresse des pages', 'Addresses of pages'),
      labels: { singular: frEn('Page', 'Page'), plural: frEn('Pages', 'Pages') },
      admin: {
        initCollapsed: true,
        description: frEn(
          'Pour que chacun ouvre son document en ligne : /communiques/{slug}/',
          'So that people can open their document online: /communiques/{slug}/',
        ),
      },
      fields: [
        {
          type: 'row',
          fields: [
            {
              name: 'collection',
              type: 'select',
              required: true,
              options: collections,
              label: frEn('Contenu', 'Content'),
            },
            {
              name: 'language',
              type: 'select',
              required: true,
              defaultValue: 'fr',
              options: [
                { value: 'fr', label: frEn('Français', 'French') },
                { value: 'en', label: frEn('Anglais', 'English') },
              ],
              label: frEn('Langue', 'Language'),
            },
            {
              name: 'path',
              type: 'text',
              required: true,
              maxLength: 200,
              validate: (value: string | null | undefined, { req }: { req: Parameters<typeof inLanguageOf>[0] }) =>
                /^\/(?!\/)[\w./{}-]*$/.test(value ?? '') ||
                inLanguageOf(req, frEn('Un chemin : /communiques/{slug}/', 'A path: /communiques/{slug}/')),
              label: frEn('Chemin', 'Path'),
            },
          ],
        },
      ],
    },
    ownerField,
    {
      name: 'enabled',
      type: 'checkbox',
      defaultValue: true,
      label: frEn('Actif', 'Enabled'),
      admin: { position: 'sidebar' },
    },
  ],
})

function callable({ allowPrivateTargets }: { allowPrivateTargets: boolean }): TextFieldSingleValidation {
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

const formOf = (hook: { provider?: string } | undefined) =>
  PROVIDER_FORMS[(hook?.provider ?? 'webhook') as ProviderName]

const isSigningSecret = (value: string) => {
  const key = value.slice('whsec_'.length)
  return value.startsWith('whsec_') && /^[A-Za-z0-9+/]{32,}={0,2}$/.test(key) && key.length % 4 === 0
}

const validSecret: TextFieldSingleValidation = (value, { req, siblingData, id }) => {
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

/** What stands in place of the secret part of an address. */
const HIDDEN = '…'

/**
 * An address that starts builds by itself is kept out of the document: there stands its beginning, and
 * the whole of it, sealed, in the dispatcher's row (keepTarget).
 */
const hideSecretAddress: CollectionBeforeChangeHook = ({ data, req }) => {
  const url: string | undefined = data.hook?.url
  if (!url || !formOf(data.hook).isAddressSecret || url.includes(HIDDEN)) return data
  req.context.givenAddress = url
  const shown = new URL(url)
  return {
    ...data,
    hook: { ...data.hook, url: `${shown.origin}${shown.pathname.replace(/[^/]+\/?$/, HIDDEN)}` },
  }
}

const originOf = (url: string | undefined): string | undefined =>
  url && URL.canParse(url) ? new URL(url).origin : undefined

const refused = (path: string, words: Words, req: PayloadRequest) =>
  new ValidationError({ collection: 'public-sites', errors: [{ path, message: inLanguageOf(req, words) }] }, req.t)

/** The secret that was given, unless it is the one that counts already: a form sends back what it was shown. */
async function newSecret(
  given: string | null | undefined,
  { site, secret, transaction }: { site: string; secret: string; transaction: TransactionClient },
): Promise<string | undefined> {
  if (!given) return undefined
  const { rows } = await transaction.execute<{ secret: string | null }>(
    sql`select secret from rebuild_targets where site_id = ${site}`,
  )
  const kept = rows[0]?.secret
  return kept && unseal(kept, secret) === given ? undefined : given
}

/** Keeps the dispatcher's row in the transaction of the document; a new secret is shown in this one answer. */
function keepTarget({ secret }: { secret: string }): CollectionAfterChangeHook {
  return async ({ data, doc, operation, previousDoc, req }) => {
    const transaction = await currentTransaction(req)
    const sealed = (text: string | null | undefined) => (text ? seal(text, secret) : null)
    const isSigning = formOf(doc.hook).secret === 'signing'
    const isAnotherProvider = operation === 'update' && previousDoc?.hook?.provider !== doc.hook.provider
    const isElsewhere =
      operation === 'update' && (isAnotherProvider || originOf(previousDoc?.hook?.url) !== originOf(doc.hook.url))
    const makes = isSigning && (operation === 'create' || isAnotherProvider)
    const fresh: string | undefined =
      (await newSecret(data.hook?.secret, { site: doc.id, secret, transaction })) ||
      (makes ? `whsec_${randomBytes(32).toString('base64')}` : undefined)
    // A token is for one place: it does not follow an address to another.
    if (formOf(doc.hook).secret === 'token' && !fresh && (operation === 'create' || isElsewhere)) {
      throw refused('hook.secret', frEn('Donnez le jeton pour cette adresse.', 'Give the token for this address.'), req)
    }
    const given = (req.context.givenAddress as string | undefined) ?? doc.hook.url
    const address = given.includes(HIDDEN) ? null : sealed(given)
    if (!address && (operation === 'create' || isElsewhere)) {
      throw refused('hook.url', frEn('Donnez l’adresse entière.', 'Give the whole address.'), req)
    }
    const shows: Shows = {
      collections: doc.shows?.collections ?? [],
      members: (doc.shows?.members ?? []).map(idOf),
      languages: doc.shows?.languages ?? [],
    }
    const owner = idOf(doc.owner) ?? null
    const settings = sql`owner_id = ${owner}, provider = ${doc.hook.provider}, ref = ${doc.hook.ref ?? null}, project = ${doc.hook.project ?? null},
      shows = ${JSON.stringify(shows)}::jsonb, quiet_seconds = ${doc.quietSeconds}, longest_wait_seconds = ${doc.longestWaitSeconds},
      smallest_gap_seconds = ${doc.smallestGapSeconds ?? 0}`
    if (operation === 'create') {
      await transaction.execute(sql`
        insert into rebuild_targets (site_id, provider, url, secret, shows, quiet_seconds, longest_wait_seconds, enabled, cursor)
        values (${doc.id}, ${doc.hook.provider}, ${address}, ${sealed(fresh)}, '{}', 0, 0, ${Boolean(doc.enabled)},
          (select coalesce(max(position), 0) from publications))`)
    }
    await transaction.execute(sql`
      update rebuild_targets set ${settings},
        url = coalesce(${address}, url),
        status_token = coalesce(${sealed(data.hook?.statusToken)}, case when ${isElsewhere} then null else status_token end),
        -- The secret that is replaced signs for a day more, so that the receiver can change in its own time.
        previous_secret = case when ${operation === 'update' && Boolean(fresh) && !isAnotherProvider} then secret else previous_secret end,
        previous_secret_until = case when ${operation === 'update' && Boolean(fresh) && !isAnotherProvider} then now() + interval '1 day'
          when ${isAnotherProvider} then null else previous_secret_until end,
        secret = case when ${formOf(doc.hook).secret === undefined} then null else coalesce(${sealed(fresh)}, secret) end,
        -- Switched on again, a site gets its chance anew.
        failing_since = case when enabled then failing_since end,
        paused_at = case when ${Boolean(doc.enabled)} then null else paused_at end,
        pause_reason = case when ${Boolean(doc.enabled)} then null else pause_reason end,
        enabled = ${Boolean(doc.enabled)}
      where site_id = ${doc.id}`)
    // Back again: what waited, and what was given up meanwhile, goes now, each under its own id.
    if (doc.enabled && previousDoc && !previousDoc.enabled) {
      await transaction.execute(sql`
        update rebuilds set state = 'pending', step = 0, due_at = now() where site_id = ${doc.id} and kind <> 'test'
          and (state = 'pending' or (state = 'failed' and kind = 'changes' and asked_at is null))`)
    }
    return { ...doc, hook: { ...doc.hook, secret: isSigning ? fresh : undefined, statusToken: undefined } }
  }
}

const dropTarget: CollectionAfterDeleteHook = async ({ id, req }) => {
  const transaction = await currentTransaction(req)
  await transaction.execute(sql`delete from rebuild_targets where site_id = ${id}`)
  await transaction.execute(sql`
    with gone as (delete from rebuilds where site_id = ${id} returning id)
    delete from rebuild_attempts where rebuild_id in (select id from gone)`)
}
