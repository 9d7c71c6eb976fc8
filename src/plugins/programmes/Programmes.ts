import type { CollectionConfig } from 'payload'
import { RELATED_TAB } from '../../fields/addToCollection.ts'
import { languagesField, requireTranslations } from '../../fields/languagesField.ts'
import { makeSlug } from '../../fields/makeSlug.ts'
import { partialDate } from '../../fields/partialDate.ts'
import { slugField } from '../../fields/slugField.ts'
import { applyTypography, typographyField } from '../../fields/typography.ts'
import { frEn } from '../../text/frEn.ts'
import { programmeProjection } from './projections.ts'

/** Programmes of the network: residencies, emergency programmes, support. */
export const Programmes: CollectionConfig = {
  slug: 'programmes',
  labels: { singular: frEn('Programme', 'Programme'), plural: frEn('Programmes', 'Programmes') },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', 'kind', 'since', 'until', '_status'],
    listSearchableFields: ['title'],
    group: frEn('Programmes', 'Programmes'),
    description: frEn('Odyssée, NORA et les programmes d’urgence.', 'Odyssée, NORA and the emergency programmes.'),
  },
  defaultSort: 'title',
  custom: { area: 'network', publication: programmeProjection },
  versions: { drafts: true, maxPerDoc: 30 },
  hooks: {
    beforeValidate: [makeSlug('title')],
    beforeChange: [
      requireTranslations({ title: frEn('le titre', 'the title') }),
      applyTypography(['title', 'summary', 'description', 'eligibility']),
    ],
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: frEn('Présentation', 'Presentation'),
          fields: [
            {
              name: 'title',
              type: 'text',
              required: true,
              localized: true,
              maxLength: 160,
              label: frEn('Titre', 'Title'),
            },
            {
              name: 'summary',
              type: 'textarea',
              localized: true,
              maxLength: 800,
              label: frEn('En quelques lignes', 'Summary'),
            },
            { name: 'description', type: 'richText', localized: true, label: frEn('Description', 'Description') },
            { name: 'eligibility', type: 'richText', localized: true, label: frEn('Conditions', 'Eligibility') },
            {
              name: 'partners',
              type: 'text',
              hasMany: true,
              maxLength: 160,
              label: frEn('Partenaires et soutiens', 'Partners and support'),
            },
            { name: 'audiences', type: 'text', hasMany: true, maxLength: 200, label: frEn('Publics', 'Audiences') },
            { name: 'sources', type: 'text', hasMany: true, label: frEn('Sources', 'Sources') },
          ],
        },
        {
          id: RELATED_TAB,
          label: frEn('Éditions', 'Editions'),
          fields: [
            {
              name: 'editions',
              type: 'join',
              collection: 'editions',
              on: 'programmes',
              defaultSort: '-year',
              label: frEn('Éditions', 'Editions'),
              admin: { defaultColumns: ['title', 'state', 'opensAt', 'closesAt'] },
            },
          ],
        },
      ],
    },
    {
      name: 'kind',
      type: 'select',
      required: true,
      defaultValue: 'residency',
      options: [
        { value: 'residency', label: frEn('Résidence', 'Residency') },
        { value: 'emergency', label: frEn('Urgence', 'Emergency') },
        { value: 'support', label: frEn('Accompagnement', 'Support') },
      ],
      label: frEn('Type', 'Kind'),
      admin: { position: 'sidebar' },
    },
    {
      type: 'row',
      admin: { position: 'sidebar' },
      fields: [
        { name: 'since', type: 'text', maxLength: 10, validate: partialDate, label: frEn('Depuis', 'Since') },
        { name: 'until', type: 'text', maxLength: 10, validate: partialDate, label: frEn('Jusqu’à', 'Until') },
      ],
    },
    slugField,
    languagesField,
    typographyField,
  ],
}
