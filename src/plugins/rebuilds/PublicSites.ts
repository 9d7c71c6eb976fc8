import type { CollectionConfig } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { LANGUAGE_OPTIONS } from '../../fields/languagesField.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { httpsOrHttp } from '../../fields/publicAddress.ts'
import { frEn } from '../../text/frEn.ts'
import { dropTarget, hideSecretAddress, keepTarget } from './keepTarget.ts'
import { PROVIDER_FORMS } from './providers/index.ts'
import { siteEndpoints } from './siteEndpoints.ts'
import { callable, formOf, validPath, validProject, validSecret } from './validHook.ts'

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
    hidden: ({ user }) => !decide(actorOf(user), 'read', { collection: 'public-sites', area: 'operations' }).allowed,
  },
  custom: { area: 'operations' },
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
          validate: validProject,
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
          options: LANGUAGE_OPTIONS,
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
              options: LANGUAGE_OPTIONS,
              label: frEn('Langue', 'Language'),
            },
            {
              name: 'path',
              type: 'text',
              required: true,
              maxLength: 200,
              validate: validPath,
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
