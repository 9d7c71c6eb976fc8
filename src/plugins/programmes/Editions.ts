import type { CollectionBeforeChangeHook, CollectionConfig, DateFieldValidation } from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { editionState } from './editionState.ts'
import { editionProjection } from './projections.ts'

const closesAfterOpening: DateFieldValidation = (value, { siblingData, req }) => {
  const { opensAt } = siblingData as { opensAt?: string }
  if (!value || !opensAt || new Date(value as unknown as string) >= new Date(opensAt)) return true
  return inLanguageOf(
    req,
    frEn(
      'La clôture vient après l’ouverture : corrigez l’une des deux dates.',
      'The closing comes after the opening: correct one of the two dates.',
    ),
  )
}

/** One call of one programme, or a joint call of several. */
export const Editions: CollectionConfig = {
  slug: 'editions',
  labels: { singular: frEn('Édition', 'Edition'), plural: frEn('Éditions', 'Editions') },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', 'state', 'year', 'opensAt', 'closesAt'],
    listSearchableFields: ['title'],
    group: frEn('Programmes', 'Programmes'),
    description: frEn(
      'Les appels : un appel commun sert plusieurs programmes.',
      'The calls: a joint call serves several programmes.',
    ),
  },
  defaultSort: '-year',
  custom: { area: 'network', publication: editionProjection },
  hooks: { beforeChange: [nameEdition()] },
  fields: [
    { name: 'title', type: 'text', label: frEn('Édition', 'Edition'), admin: { hidden: true } },
    {
      type: 'row',
      fields: [
        {
          name: 'programmes',
          type: 'relationship',
          relationTo: 'programmes',
          hasMany: true,
          required: true,
          label: frEn('Programmes', 'Programmes'),
        },
        {
          name: 'year',
          type: 'number',
          required: true,
          min: 1990,
          max: 2100,
          index: true,
          label: frEn('Année', 'Year'),
        },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'opensAt', type: 'date', label: frEn('Ouverture', 'Opens on') },
        { name: 'closesAt', type: 'date', validate: closesAfterOpening, label: frEn('Clôture', 'Closes on') },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'grantAmount', type: 'number', min: 0, label: frEn('Bourse par mois', 'Grant per month') },
        {
          name: 'grantCurrency',
          type: 'text',
          defaultValue: 'EUR',
          maxLength: 3,
          label: frEn('Devise (ISO 4217)', 'Currency (ISO 4217)'),
        },
        { name: 'duration', type: 'text', maxLength: 80, label: frEn('Durée', 'Duration') },
      ],
    },
    {
      name: 'eligibility',
      type: 'textarea',
      localized: true,
      maxLength: 3000,
      label: frEn('Conditions', 'Eligibility'),
    },
    {
      name: 'hosts',
      type: 'array',
      label: frEn('Lieux d’accueil', 'Hosts'),
      labels: { singular: frEn('Lieu', 'Host'), plural: frEn('Lieux', 'Hosts') },
      fields: [
        {
          type: 'row',
          fields: [
            {
              name: 'member',
              type: 'relationship',
              relationTo: 'members',
              required: true,
              label: frEn('Membre', 'Member'),
            },
            { name: 'theme', type: 'text', maxLength: 200, label: frEn('Thème', 'Theme') },
          ],
        },
      ],
    },
    {
      name: 'documents',
      type: 'upload',
      relationTo: 'media',
      hasMany: true,
      label: frEn('Documents de l’appel', 'Documents of the call'),
    },
    { name: 'note', type: 'text', maxLength: 300, label: frEn('Note', 'Note') },
    {
      name: 'state',
      type: 'text',
      virtual: true,
      label: frEn('État', 'State'),
      admin: {
        position: 'sidebar',
        readOnly: true,
        description: frEn('Découle des dates.', 'Follows from the dates.'),
      },
      hooks: {
        afterRead: [
          ({ siblingData, req }) =>
            inLanguageOf(req, editionState(siblingData as { opensAt?: string; closesAt?: string }).words),
        ],
      },
    },
  ],
}

function nameEdition(): CollectionBeforeChangeHook {
  return async ({ data, originalDoc, req }) => {
    const ids = ((data.programmes ?? originalDoc?.programmes ?? []) as unknown[]).map(idOf).filter(Boolean)
    const { docs } = await req.payload.find({
      collection: 'programmes',
      where: { id: { in: ids } },
      select: { title: true },
      sort: 'title',
      depth: 0,
      limit: 20,
      locale: 'fr',
      overrideAccess: true,
      req: aside(req),
    })
    return {
      ...data,
      title: `${docs.map(({ title }) => title).join(' / ')} ${data.year ?? originalDoc?.year ?? ''}`.trim(),
    }
  }
}
