import type { CollectionConfig } from 'payload'
import { RELATED_TAB } from '../../fields/addToCollection.ts'
import { languagesField, requireTranslations } from '../../fields/languagesField.ts'
import { makeSlug } from '../../fields/makeSlug.ts'
import { partialDate } from '../../fields/partialDate.ts'
import { slugField } from '../../fields/slugField.ts'
import { applyTypography, typographyField } from '../../fields/typography.ts'
import { frEn } from '../../text/frEn.ts'
import { charterProjection } from './projections.ts'

/** The charters of the network. An amendment is a new version of the same charter. */
export const Charters: CollectionConfig = {
  slug: 'charters',
  labels: { singular: frEn('Charte', 'Charter'), plural: frEn('Chartes', 'Charters') },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', 'place', 'adoptedAt', '_status', 'updatedAt'],
    listSearchableFields: ['title', 'place'],
    group: frEn('Réseau', 'Network'),
    description: frEn('Les textes que les membres signent.', 'The texts that the members sign.'),
  },
  defaultSort: 'title',
  custom: { area: 'network', publication: charterProjection },
  versions: { drafts: true, maxPerDoc: 0 },
  hooks: {
    beforeValidate: [makeSlug('title')],
    beforeChange: [
      requireTranslations({ title: frEn('le titre', 'the title') }),
      applyTypography(['title', 'preamble']),
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
              maxLength: 250,
              label: frEn('Titre', 'Title'),
            },
            { name: 'preamble', type: 'richText', localized: true, label: frEn('Préambule', 'Preamble') },
            {
              name: 'articles',
              type: 'array',
              localized: true,
              label: frEn('Articles ou critères', 'Articles or criteria'),
              labels: { singular: frEn('Article', 'Article'), plural: frEn('Articles', 'Articles') },
              admin: {
                description: frEn(
                  'Les critères de Dublin ont un numéro et pas de titre.',
                  'The Dublin criteria have numbers and no titles.',
                ),
              },
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'number',
                      type: 'number',
                      required: true,
                      min: 1,
                      label: frEn('Numéro', 'Number'),
                      admin: { width: '20%' },
                    },
                    {
                      name: 'title',
                      type: 'text',
                      maxLength: 200,
                      label: frEn('Titre', 'Title'),
                      admin: { width: '80%' },
                    },
                  ],
                },
                { name: 'text', type: 'textarea', required: true, maxLength: 5000, label: frEn('Texte', 'Text') },
              ],
            },
          ],
        },
        {
          label: frEn('Adoption', 'Adoption'),
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'place', type: 'text', maxLength: 120, label: frEn('Lieu', 'Place') },
                {
                  name: 'adoptedAt',
                  type: 'text',
                  maxLength: 10,
                  validate: partialDate,
                  label: frEn('Adoptée le', 'Adopted on'),
                  admin: { placeholder: '1991' },
                },
              ],
            },
            {
              name: 'amendments',
              type: 'array',
              label: frEn('Modifications', 'Amendments'),
              labels: { singular: frEn('Modification', 'Amendment'), plural: frEn('Modifications', 'Amendments') },
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'at',
                      type: 'text',
                      required: true,
                      maxLength: 10,
                      validate: partialDate,
                      label: frEn('Le', 'On'),
                    },
                    { name: 'place', type: 'text', maxLength: 120, label: frEn('Lieu', 'Place') },
                    { name: 'note', type: 'text', maxLength: 300, label: frEn('Note', 'Note') },
                  ],
                },
              ],
            },
            { name: 'file', type: 'upload', relationTo: 'media', label: frEn('Fichier', 'File') },
            { name: 'sources', type: 'text', hasMany: true, label: frEn('Sources', 'Sources') },
          ],
        },
        {
          id: RELATED_TAB,
          label: frEn('Signataires', 'Signatories'),
          fields: [
            {
              name: 'signatories',
              type: 'join',
              collection: 'charter-signatures',
              on: 'charter',
              defaultSort: 'signedAt',
              label: frEn('Signatures', 'Signatures'),
              admin: { defaultColumns: ['member', 'signedAt', 'until'] },
            },
          ],
        },
      ],
    },
    slugField,
    languagesField,
    typographyField,
  ],
}
