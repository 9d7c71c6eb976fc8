import { randomBytes } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import {
  APIError,
  type CollectionAfterChangeHook,
  type CollectionAfterDeleteHook,
  type CollectionConfig,
  type TextFieldSingleValidation,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { accessWithin } from '../../access/within.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { httpsOrHttp } from '../../fields/publicAddress.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { checkAddress } from './guardedFetch.ts'
import { seal } from './secretBox.ts'

/** What a public site shows of the network; an empty list means everything. */
export type Shows = { collections: string[]; members: string[]; languages: string[] }

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
  hooks: { afterChange: [keepTarget({ secret })], afterDelete: [dropTarget] },
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
          options: [
            {
              value: 'webhook',
              label: frEn('Webhook signé (Standard Webhooks)', 'Signed webhook (Standard Webhooks)'),
            },
          ],
          label: frEn('Fournisseur', 'Provider'),
        },
        {
          name: 'url',
          type: 'text',
          required: true,
          maxLength: 500,
          validate: callable({ allowPrivateTargets }),
          label: frEn('Adresse appelée', 'Address called'),
        },
        {
          name: 'secret',
          type: 'text',
          virtual: true,
          maxLength: 200,
          validate: (value: string | null | undefined, { req }: { req: Parameters<typeof inLanguageOf>[0] }) =>
            !value ||
            /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(value) ||
            inLanguageOf(
              req,
              frEn(
                'Le secret commence par whsec_ et porte au moins 24 octets en base64.',
                'The secret starts with whsec_ and holds at least 24 bytes in base64.',
              ),
            ),
          label: frEn('Secret', 'Secret'),
          admin: {
            description: frEn(
              'Vide à la création : il est fabriqué et montré une seule fois. Ensuite : seulement pour le changer.',
              'Empty on creation: it is made and shown once. Afterwards: only to change it.',
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
  return (value, { req }) => {
    if (!value) return req.t('validation:required')
    try {
      checkAddress(value, { allowPrivate: allowPrivateTargets })
      return true
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

/** Keeps the dispatcher's row in the transaction of the document; a new secret is shown in this one answer. */
function keepTarget({ secret }: { secret: string }): CollectionAfterChangeHook {
  return async ({ data, doc, operation, req }) => {
    const transaction = await currentTransaction(req)
    const given: string | undefined = data.hook?.secret || undefined
    const fresh = given ?? (operation === 'create' ? `whsec_${randomBytes(32).toString('base64')}` : undefined)
    const shows: Shows = {
      collections: doc.shows?.collections ?? [],
      members: (doc.shows?.members ?? []).map(idOf),
      languages: doc.shows?.languages ?? [],
    }
    const values = {
      url: doc.hook.url,
      shows: JSON.stringify(shows),
      quiet: doc.quietSeconds,
      longest: doc.longestWaitSeconds,
      enabled: Boolean(doc.enabled),
    }
    if (operation === 'create') {
      if (!fresh) throw new APIError('A public site needs a secret.', 500)
      await transaction.execute(sql`
        insert into rebuild_targets (site_id, url, secret, shows, quiet_seconds, longest_wait_seconds, enabled, cursor)
        values (${doc.id}, ${values.url}, ${seal(fresh, secret)}, ${values.shows}::jsonb, ${values.quiet}, ${values.longest}, ${values.enabled},
          (select coalesce(max(position), 0) from publications))`)
    } else {
      await transaction.execute(sql`
        update rebuild_targets set url = ${values.url}, shows = ${values.shows}::jsonb, quiet_seconds = ${values.quiet},
          longest_wait_seconds = ${values.longest}, enabled = ${values.enabled},
          secret = coalesce(${fresh ? seal(fresh, secret) : null}, secret)
        where site_id = ${doc.id}`)
    }
    return { ...doc, hook: { ...doc.hook, secret: fresh } }
  }
}

const dropTarget: CollectionAfterDeleteHook = async ({ id, req }) => {
  const transaction = await currentTransaction(req)
  await transaction.execute(sql`delete from rebuild_targets where site_id = ${id}`)
}
