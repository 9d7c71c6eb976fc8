import { type CollectionBeforeValidateHook, type CollectionConfig, type DateFieldValidation, Forbidden } from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { countryField } from '../../fields/countries.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { residencyProjection } from './projections.ts'

const endsAfterStart: DateFieldValidation = (value, { siblingData, req }) => {
  const { startsOn } = siblingData as { startsOn?: string }
  if (!value || !startsOn || new Date(value as unknown as string) >= new Date(startsOn)) return true
  return inLanguageOf(
    req,
    frEn(
      'La fin vient après le début : corrigez l’une des deux dates.',
      'The end comes after the start: correct one of the two dates.',
    ),
  )
}

/**
 * Residencies at the members. The person may be a pseudonym; protection status and identity papers
 * are never stored here.
 */
export const Residencies: CollectionConfig = {
  slug: 'residencies',
  labels: { singular: frEn('Résidence', 'Residency'), plural: frEn('Résidences', 'Residencies') },
  admin: {
    useAsTitle: 'person',
    defaultColumns: ['person', 'host', 'edition', 'discipline', 'startsOn', 'endsOn'],
    listSearchableFields: ['person', 'discipline'],
    group: frEn('Programmes', 'Programmes'),
    description: frEn(
      'Ni statut de protection, ni papiers d’identité ici. Un pseudonyme suffit.',
      'Neither protection status nor identity papers here. A pseudonym is enough.',
    ),
  },
  defaultSort: '-startsOn',
  custom: { area: 'content', publication: residencyProjection },
  hooks: { beforeValidate: [hostOwns()] },
  fields: [
    {
      type: 'row',
      fields: [
        {
          name: 'edition',
          type: 'relationship',
          relationTo: 'editions',
          index: true,
          label: frEn('Édition', 'Edition'),
        },
        {
          name: 'host',
          type: 'relationship',
          relationTo: 'members',
          required: true,
          index: true,
          label: frEn('Lieu d’accueil', 'Host'),
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'person',
          type: 'text',
          required: true,
          maxLength: 160,
          label: frEn('Artiste ou pseudonyme', 'Artist or pseudonym'),
        },
        countryField(),
        { name: 'discipline', type: 'text', maxLength: 120, label: frEn('Discipline', 'Discipline') },
      ],
    },
    {
      type: 'row',
      fields: [
        { name: 'startsOn', type: 'date', index: true, label: frEn('Début', 'Starts on') },
        { name: 'endsOn', type: 'date', validate: endsAfterStart, label: frEn('Fin', 'Ends on') },
      ],
    },
    { name: 'outcome', type: 'textarea', localized: true, maxLength: 2000, label: frEn('Restitution', 'Outcome') },
    {
      name: 'publicity',
      type: 'select',
      required: true,
      defaultValue: 'private',
      options: [
        { value: 'private', label: frEn('Ne paraît pas', 'Not shown') },
        { value: 'anonymous', label: frEn('Sans le nom', 'Without the name') },
        { value: 'named', label: frEn('Avec le nom', 'With the name') },
      ],
      label: frEn('Publicité', 'Publicity'),
      admin: { position: 'sidebar', description: frEn('Avec l’accord de la personne.', 'With the person’s consent.') },
    },
    ownerField,
  ],
}

/** A residency belongs to the member that hosts it, unless the network says otherwise; a site writes of its own alone. */
function hostOwns(): CollectionBeforeValidateHook {
  return ({ collection, data, operation, req }) => {
    const actor = actorOf(req.user)
    const isElsewhere =
      data?.host &&
      actor &&
      !decide(actor, operation, { collection: collection.slug, area: 'content' }, { owner: data.host }).allowed
    if (isElsewhere) throw new Forbidden(req.t)
    return data && operation === 'create' && !data.owner && data.host ? { ...data, owner: idOf(data.host) } : data
  }
}
