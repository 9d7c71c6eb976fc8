import type { CollectionConfig, Field, FieldHook } from 'payload'
import { accountName } from '../../access/accountName.ts'
import { actorOf, idOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { DAY_AND_TIME } from '../../fields/dayAndTime.ts'
import { languagesField, requireTranslations } from '../../fields/languagesField.ts'
import { makeSlug } from '../../fields/makeSlug.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { slugFieldOfSites } from '../../fields/slugField.ts'
import { applyTypography, typographyField } from '../../fields/typography.ts'
import { frEn } from '../../text/frEn.ts'
import { bodyEditor } from './bodyEditor.ts'
import { freezeAtPublication } from './freezeAtPublication.ts'
import { keepCorrections } from './keepCorrections.ts'
import { keepReview } from './keepReview.ts'
import { pressReleaseProjection } from './pressReleaseProjection.ts'

/** What a press release may point at; a capability that is switched off is left out. */
export type PressLinks = { contacts?: string; programmes?: string }

/** Press releases, news, kits, invitations and corrections. Anatomy: press-release-model of the network. */
export const pressReleases = ({ contacts, programmes }: PressLinks): CollectionConfig => ({
  slug: 'press-releases',
  labels: { singular: frEn('Communiqué', 'Press release'), plural: frEn('Communiqués', 'Press releases') },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', '_status', 'owner', 'releaseType', 'publishedAt', 'updatedAt'],
    listSearchableFields: ['title', 'summary', 'keywords'],
    group: frEn('Contenus', 'Content'),
    description: frEn(
      'Communiqués, actualités, dossiers et invitations de presse.',
      'Press releases, news, press kits and invitations.',
    ),
  },
  defaultSort: '-updatedAt',
  custom: { area: 'content', publication: pressReleaseProjection },
  versions: { drafts: { autosave: false }, maxPerDoc: 50 },
  hooks: {
    beforeValidate: [makeSlug('title')],
    beforeChange: [
      requireTranslations({
        title: frEn('le titre', 'the title'),
        summary: frEn('le chapô', 'the summary'),
        body: frEn('le corps du texte', 'the body'),
      }),
      keepReview,
      applyTypography(['title', 'subtitle', 'summary', 'body', 'correctionNote']),
      keepCorrections,
      freezeAtPublication,
    ],
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: frEn('Texte', 'Text'),
          fields: [
            {
              name: 'title',
              type: 'text',
              required: true,
              localized: true,
              maxLength: 200,
              label: frEn('Titre', 'Title'),
              admin: {
                description: frEn(
                  'Un seul titre, informatif. 200 signes au plus.',
                  'One informative title. 200 characters at most.',
                ),
              },
            },
            { name: 'subtitle', type: 'text', localized: true, maxLength: 250, label: frEn('Sous-titre', 'Subtitle') },
            {
              name: 'summary',
              type: 'textarea',
              required: true,
              localized: true,
              maxLength: 800,
              label: frEn('Chapô', 'Summary'),
              admin: {
                description: frEn(
                  'Qui, quoi, où, quand, pourquoi. 800 signes au plus.',
                  'Who, what, where, when, why. 800 characters at most.',
                ),
              },
            },
            {
              name: 'dateline',
              type: 'group',
              label: frEn('Lieu et date', 'Dateline'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'place',
                      type: 'text',
                      maxLength: 120,
                      label: frEn('Lieu', 'Place'),
                      admin: { placeholder: 'Ex. : Bruay-la-Buissière' },
                    },
                    {
                      name: 'date',
                      type: 'date',
                      label: frEn('Date', 'Date'),
                      admin: {
                        date: { displayFormat: 'd MMMM yyyy' },
                        description: frEn('Vide : le jour de la publication.', 'Empty: the day of publication.'),
                      },
                    },
                  ],
                },
              ],
            },
            {
              name: 'body',
              type: 'richText',
              required: true,
              localized: true,
              editor: bodyEditor,
              label: frEn('Corps du texte', 'Body'),
              admin: {
                description: frEn(
                  'L’essentiel d’abord ; 1 500 à 3 000 signes ; intertitres et citations.',
                  'The essential first; 1,500 to 3,000 characters; headings and quotes.',
                ),
              },
            },
          ],
        },
        {
          label: frEn('Images et pièces', 'Pictures and files'),
          fields: [
            {
              name: 'images',
              type: 'upload',
              relationTo: 'media',
              hasMany: true,
              maxRows: 30,
              filterOptions: { mimeType: { contains: 'image/' } },
              label: frEn('Visuels de presse', 'Press pictures'),
              admin: {
                description: frEn('La première illustre le communiqué.', 'The first one illustrates the release.'),
              },
            },
            {
              name: 'attachments',
              type: 'upload',
              relationTo: 'media',
              hasMany: true,
              maxRows: 20,
              label: frEn('Pièces jointes', 'Attachments'),
            },
          ],
        },
        {
          label: frEn('Liens et contacts', 'Links and contacts'),
          fields: [
            ...contactsField(contacts),
            {
              name: 'members',
              type: 'relationship',
              relationTo: 'members',
              hasMany: true,
              label: frEn('Autres membres concernés', 'Other members concerned'),
            },
            ...programmesField(programmes),
            {
              name: 'keywords',
              type: 'text',
              hasMany: true,
              maxRows: 20,
              maxLength: 60,
              label: frEn('Mots-clés', 'Keywords'),
            },
            {
              name: 'boilerplates',
              type: 'array',
              hooks: { beforeDuplicate: [() => []] },
              label: frEn('« À propos » figés à la publication', 'Boilerplates frozen at publication'),
              labels: { singular: frEn('« À propos »', 'Boilerplate'), plural: frEn('« À propos »', 'Boilerplates') },
              admin: {
                readOnly: true,
                initCollapsed: true,
                condition: (data) => (data?.boilerplates?.length ?? 0) > 0,
              },
              access: { create: () => false, update: () => false },
              fields: [
                { name: 'name', type: 'text', label: frEn('Nom', 'Name') },
                { name: 'language', type: 'text', label: frEn('Langue', 'Language') },
                { name: 'text', type: 'textarea', label: frEn('Texte', 'Text') },
              ],
            },
          ],
        },
        {
          label: frEn('Diffusion et corrections', 'Release and corrections'),
          fields: [
            {
              name: 'embargoUntil',
              type: 'date',
              timezone: { defaultTimezone: 'Europe/Paris' },
              index: true,
              label: frEn('Embargo jusqu’au', 'Embargo until'),
              admin: {
                date: DAY_AND_TIME,
                description: frEn(
                  'Rien ne paraît avant cet instant, même publié. Vide : diffusion immédiate.',
                  'Nothing appears before this instant, even once published. Empty: immediate release.',
                ),
              },
            },
            {
              name: 'corrects',
              type: 'relationship',
              relationTo: 'press-releases',
              filterOptions: ({ id }) => (id ? { id: { not_equals: id } } : true),
              label: frEn('Annule et remplace', 'Corrects'),
              admin: { condition: (data) => data?.releaseType === 'correction' },
            },
            {
              name: 'correctionNote',
              type: 'textarea',
              localized: true,
              maxLength: 600,
              label: frEn('Note de correction', 'Correction note'),
              admin: {
                description: frEn(
                  'Ce qui a changé, montré au lecteur ; à la publication, la note rejoint les corrections faites.',
                  'What has changed, shown to the reader; once published, the note joins the corrections made.',
                ),
              },
            },
            {
              name: 'corrections',
              type: 'array',
              hooks: { beforeDuplicate: [() => []] },
              label: frEn('Corrections faites', 'Corrections made'),
              labels: { singular: frEn('Correction', 'Correction'), plural: frEn('Corrections', 'Corrections') },
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'kind',
                      type: 'select',
                      required: true,
                      defaultValue: 'minor',
                      options: [
                        { value: 'material', label: frEn('De fond', 'Material') },
                        { value: 'minor', label: frEn('De détail', 'Minor') },
                        { value: 'formatting', label: frEn('De forme', 'Formatting') },
                      ],
                      label: frEn('Nature', 'Kind'),
                    },
                    {
                      name: 'at',
                      type: 'date',
                      required: true,
                      defaultValue: () => new Date().toISOString(),
                      label: frEn('Le', 'At'),
                    },
                  ],
                },
                { name: 'note', type: 'text', required: true, maxLength: 600, label: frEn('Note', 'Note') },
              ],
            },
          ],
        },
      ],
    },
    {
      name: 'releaseType',
      type: 'select',
      required: true,
      defaultValue: 'release',
      index: true,
      options: [
        { value: 'release', label: frEn('Communiqué de presse', 'Press release') },
        { value: 'news', label: frEn('Actualité', 'News') },
        { value: 'kit', label: frEn('Dossier de presse', 'Press kit') },
        { value: 'invitation', label: frEn('Invitation presse', 'Press invitation') },
        { value: 'correction', label: frEn('Rectificatif', 'Correction') },
      ],
      label: frEn('Type', 'Type'),
      admin: { position: 'sidebar' },
    },
    ownerField,
    languagesField,
    {
      name: 'publishedAt',
      type: 'date',
      hooks: { beforeDuplicate: [() => null] },
      index: true,
      label: frEn('Publié le', 'Published at'),
      admin: {
        position: 'sidebar',
        readOnly: true,
        date: { pickerAppearance: 'dayAndTime', displayFormat: 'd MMMM yyyy HH:mm' },
        condition: (data) => Boolean(data?.publishedAt),
      },
      access: { create: () => false, update: () => false },
    },
    {
      name: 'review',
      type: 'group',
      label: frEn('Relecture', 'Review'),
      admin: { position: 'sidebar' },
      fields: [
        {
          name: 'state',
          type: 'select',
          hooks: { beforeDuplicate: [() => 'none'] },
          defaultValue: 'none',
          index: true,
          options: [
            { value: 'none', label: frEn('Pas demandée', 'Not asked for') },
            { value: 'requested', label: frEn('À relire', 'To be reviewed') },
            { value: 'approved', label: frEn('Approuvé', 'Approved') },
            { value: 'changes', label: frEn('À reprendre', 'Changes asked for') },
          ],
          label: frEn('État', 'State'),
        },
        {
          name: 'note',
          type: 'textarea',
          maxLength: 600,
          label: frEn('Mot au relecteur ou à l’auteur', 'Note to the reviewer or the author'),
        },
        ...reviewer('requestedBy', frEn('Demandée par', 'Requested by')),
        ...reviewer('decidedBy', frEn('Décidée par', 'Decided by')),
      ],
    },
    slugFieldOfSites,
    typographyField,
  ],
})

function contactsField(contacts: string | undefined): Field[] {
  if (!contacts) return []
  return [
    {
      name: 'contacts',
      type: 'relationship',
      relationTo: contacts as 'contacts',
      hasMany: true,
      required: true,
      filterOptions: ({ user }) => {
        const actor = actorOf(user)
        const press = { kind: { equals: 'press' } }
        if (!actor) return press
        const { where } = decide(actor, 'read', { collection: contacts, area: 'content' })
        return where ? { and: [press, where] } : press
      },
      label: frEn('Contacts presse', 'Press contacts'),
      admin: { description: frEn('Au moins un pour publier.', 'At least one in order to publish.') },
    },
  ]
}

function programmesField(programmes: string | undefined): Field[] {
  if (!programmes) return []
  return [
    {
      name: 'programmes',
      type: 'relationship',
      relationTo: programmes as 'programmes',
      hasMany: true,
      label: frEn('Programmes', 'Programmes'),
    },
  ]
}

/** Who took part in a review, by their name on the page of the release: also for who may not read their account. */
function reviewer(name: 'requestedBy' | 'decidedBy', label: { fr: string; en: string }): Field[] {
  const nameOf: FieldHook = async ({ siblingData, findMany, req }) => {
    const id = idOf(siblingData?.[name])
    // For who looks at the release, not for each that writes: those would wait for one more question each.
    if (!id || findMany || !req.user || req.method !== 'GET') return undefined
    return accountName(req.payload, id)
  }
  return [
    {
      name,
      type: 'relationship',
      relationTo: 'users',
      maxDepth: 0,
      access: { create: () => false, update: () => false },
      label,
      admin: { readOnly: true, hidden: true },
    },
    {
      name: `${name}Name`,
      type: 'text',
      virtual: true,
      access: { create: () => false, update: () => false },
      hooks: { afterRead: [nameOf] },
      label,
      admin: {
        readOnly: true,
        disableListColumn: true,
        disableListFilter: true,
        condition: (_, siblings) => Boolean(siblings?.[`${name}Name`]),
      },
    },
  ]
}
