import type { CollectionConfig, FieldAccess } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { reach, readsProfiles } from '../../access/decide.ts'
import { RELATED_TAB } from '../../fields/addToCollection.ts'
import { countryField } from '../../fields/countries.ts'
import { languagesField } from '../../fields/languagesField.ts'
import { makeSlug } from '../../fields/makeSlug.ts'
import { partialDate } from '../../fields/partialDate.ts'
import { httpsOrHttp } from '../../fields/publicAddress.ts'
import { slugField } from '../../fields/slugField.ts'
import { sourceField } from '../../fields/sourceField.ts'
import { applyTypography, typographyField } from '../../fields/typography.ts'
import { frEn } from '../../text/frEn.ts'
import { computeKind, MEMBERSHIP_KINDS } from './computeKind.ts'
import { keepReferredMember } from './keepReferredMember.ts'
import { memberProjection } from './memberProjection.ts'

/** What only the network writes: the facts that it vouches for. */
const PROFILES = { collection: 'members', area: 'profile' } as const

/** What the network says of a member: for who may change all of them. */
const byNetwork: { update: FieldAccess } = {
  update: ({ req }) => reach(actorOf(req.user), 'update', PROFILES).everywhere,
}

/**
 * What stands between the network and one site: for the site itself, in its versions as well, and for who reads all of
 * them. Nobody asks for it as a condition without a document in hand.
 */
const ofSite: { read: FieldAccess } = {
  read: ({ doc, id, req }) => {
    const { everywhere, members } = reach(actorOf(req.user), 'read', PROFILES)
    const member = id ?? doc?.id
    if (everywhere || member !== undefined) return everywhere || members.includes(String(member))
    // Versions have no id of a member, and are read of one's own alone (access/within.ts).
    return doc !== undefined && members.length > 0
  },
}

/** The member sites of the network: each keeps its own profile, the network keeps the facts of membership. */
export const Members: CollectionConfig = {
  slug: 'members',
  labels: { singular: frEn('Membre', 'Member'), plural: frEn('Membres', 'Members') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'kind', 'city', 'region', 'country', '_status', 'updatedAt'],
    listSearchableFields: ['name', 'legalName', 'city', 'region', 'theme'],
    group: frEn('Réseau', 'Network'),
    hidden: ({ user }) => !readsProfiles(actorOf(user)),
    description: frEn(
      'Les sites du réseau et leur profil public.',
      'The sites of the network and their public profile.',
    ),
  },
  defaultSort: 'name',
  custom: { area: 'profile', publication: memberProjection },
  versions: { drafts: true, maxPerDoc: 30 },
  hooks: {
    beforeValidate: [makeSlug('name')],
    beforeDelete: [keepReferredMember],
    beforeChange: [
      computeKind,
      applyTypography([
        'name',
        'summary',
        'theme',
        'accessibility',
        'practicalInformation',
        'activities',
        'boilerplate',
      ]),
    ],
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: frEn('Profil', 'Profile'),
          fields: [
            {
              type: 'row',
              fields: [
                {
                  name: 'name',
                  type: 'text',
                  required: true,
                  maxLength: 160,
                  index: true,
                  label: frEn('Nom d’usage', 'Name'),
                },
                { name: 'legalName', type: 'text', maxLength: 200, label: frEn('Raison sociale', 'Legal name') },
              ],
            },
            {
              name: 'summary',
              type: 'textarea',
              localized: true,
              maxLength: 600,
              label: frEn('En quelques lignes', 'Summary'),
              admin: {
                description: frEn(
                  'Ce que lira un visiteur du site du réseau. 600 signes au plus.',
                  'What a visitor of the network’s site reads. 600 characters at most.',
                ),
              },
            },
            {
              type: 'row',
              fields: [
                { name: 'theme', type: 'text', maxLength: 160, label: frEn('Thème du projet', 'Theme') },
                {
                  name: 'website',
                  type: 'text',
                  maxLength: 300,
                  validate: httpsOrHttp,
                  label: frEn('Site web', 'Website'),
                },
              ],
            },
            {
              name: 'hero',
              type: 'upload',
              relationTo: 'media',
              label: frEn('Image principale', 'Main image'),
              displayPreview: true,
            },
            {
              name: 'gallery',
              type: 'upload',
              relationTo: 'media',
              hasMany: true,
              maxRows: 30,
              label: frEn('Galerie', 'Gallery'),
            },
            {
              name: 'boilerplate',
              type: 'textarea',
              localized: true,
              maxLength: 1500,
              label: frEn('« À propos » des communiqués', 'Boilerplate of the press releases'),
              admin: {
                description: frEn(
                  'Repris au bas de chaque communiqué du site, tel qu’il est à la publication.',
                  'Repeated at the foot of each press release of the site, as it is when that is published.',
                ),
              },
            },
            {
              name: 'socialLinks',
              type: 'array',
              maxRows: 12,
              label: frEn('Réseaux sociaux', 'Social media'),
              labels: { singular: frEn('Lien', 'Link'), plural: frEn('Liens', 'Links') },
              fields: [
                {
                  name: 'url',
                  type: 'text',
                  required: true,
                  maxLength: 300,
                  validate: httpsOrHttp,
                  label: frEn('Adresse', 'Address'),
                },
              ],
            },
          ],
        },
        {
          label: frEn('Lieu et patrimoine', 'Place and heritage'),
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'city', type: 'text', maxLength: 120, index: true, label: frEn('Commune', 'Town') },
                {
                  name: 'inseeCode',
                  type: 'text',
                  label: frEn('Code INSEE', 'INSEE code'),
                  validate: (value: string | null | undefined) =>
                    !value ||
                    /^(?:\d{5}|2[AB]\d{3})$/.test(value) ||
                    'Code INSEE : cinq caractères, par exemple 62178 ou 2A004.',
                },
              ],
            },
            {
              type: 'row',
              fields: [
                { name: 'region', type: 'text', maxLength: 120, index: true, label: frEn('Région', 'Region') },
                countryField({ required: true, index: true }),
              ],
            },
            {
              name: 'location',
              type: 'group',
              label: frEn('Coordonnées (WGS 84)', 'Coordinates (WGS 84)'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'latitude',
                      type: 'number',
                      min: -90,
                      max: 90,
                      label: frEn('Latitude', 'Latitude'),
                      admin: { step: 0.00001, placeholder: '50.48201' },
                    },
                    {
                      name: 'longitude',
                      type: 'number',
                      min: -180,
                      max: 180,
                      label: frEn('Longitude', 'Longitude'),
                      admin: { step: 0.00001, placeholder: '2.55345' },
                    },
                  ],
                },
              ],
            },
            {
              name: 'heritage',
              type: 'group',
              label: frEn('Patrimoine', 'Heritage'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'type',
                      type: 'text',
                      maxLength: 200,
                      label: frEn('Édifice ou ensemble', 'Building or site'),
                    },
                    { name: 'century', type: 'text', maxLength: 80, label: frEn('Époque', 'Period') },
                    {
                      name: 'worldHeritageId',
                      type: 'text',
                      maxLength: 20,
                      label: frEn('N° patrimoine mondial', 'World Heritage number'),
                    },
                  ],
                },
                {
                  name: 'protections',
                  type: 'array',
                  label: frEn('Protections', 'Protections'),
                  labels: { singular: frEn('Protection', 'Protection'), plural: frEn('Protections', 'Protections') },
                  fields: [
                    {
                      type: 'row',
                      fields: [
                        {
                          name: 'type',
                          type: 'text',
                          required: true,
                          maxLength: 200,
                          label: frEn('Protection', 'Protection'),
                        },
                        {
                          name: 'reference',
                          type: 'text',
                          maxLength: 40,
                          label: frEn('Référence Mérimée', 'Mérimée reference'),
                        },
                        { name: 'date', type: 'text', maxLength: 20, label: frEn('Date ou année', 'Date or year') },
                      ],
                    },
                  ],
                },
              ],
            },
            {
              name: 'practicalInformation',
              type: 'richText',
              localized: true,
              label: frEn('Informations pratiques', 'Practical information'),
            },
            { name: 'accessibility', type: 'textarea', maxLength: 2000, label: frEn('Accessibilité', 'Accessibility') },
          ],
        },
        {
          label: frEn('Projet', 'Project'),
          fields: [
            {
              name: 'project',
              type: 'group',
              localized: true,
              label: frEn('Projet culturel', 'Cultural project'),
              fields: [
                { name: 'title', type: 'text', maxLength: 200, label: frEn('Titre', 'Title') },
                {
                  type: 'row',
                  fields: [
                    { name: 'period', type: 'text', maxLength: 40, label: frEn('Période', 'Period') },
                    { name: 'validatedBy', type: 'text', maxLength: 300, label: frEn('Validé par', 'Validated by') },
                  ],
                },
              ],
            },
            { name: 'activities', type: 'richText', localized: true, label: frEn('Activités', 'Activities') },
            {
              name: 'networks',
              type: 'text',
              hasMany: true,
              label: frEn('Autres réseaux et labels', 'Other networks and labels'),
            },
          ],
        },
        {
          label: frEn('Adhésion et label', 'Membership and label'),
          description: frEn('Tenu par le réseau.', 'Kept by the network.'),
          fields: [
            {
              name: 'memberships',
              type: 'array',
              access: byNetwork,
              label: frEn('Adhésions', 'Memberships'),
              labels: { singular: frEn('Adhésion', 'Membership'), plural: frEn('Adhésions', 'Memberships') },
              admin: {
                description: frEn(
                  'Des faits datés : la qualité du membre en découle.',
                  'Dated facts: the kind of the member follows from them.',
                ),
              },
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'kind',
                      type: 'select',
                      required: true,
                      options: [...MEMBERSHIP_KINDS],
                      label: frEn('Qualité', 'Kind'),
                      enumName: 'membership_kind',
                    },
                    {
                      name: 'since',
                      type: 'text',
                      maxLength: 10,
                      validate: partialDate,
                      label: frEn('Depuis', 'Since'),
                      admin: { placeholder: '2008-10' },
                    },
                    {
                      name: 'until',
                      type: 'text',
                      maxLength: 10,
                      validate: partialDate,
                      label: frEn('Jusqu’à', 'Until'),
                      admin: { placeholder: '2026-12-31' },
                    },
                  ],
                },
                sourceField,
              ],
            },
            {
              name: 'label',
              type: 'group',
              access: byNetwork,
              label: frEn('Label « Centre culturel de rencontre »', 'State label'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'number', type: 'number', min: 1, label: frEn('Numéro d’ordre', 'Number') },
                    {
                      name: 'decreeDate',
                      type: 'text',
                      maxLength: 10,
                      validate: partialDate,
                      label: frEn('Date de l’arrêté', 'Date of the order'),
                    },
                    {
                      name: 'decreeReference',
                      type: 'text',
                      maxLength: 120,
                      label: frEn('Référence de l’arrêté', 'Reference of the order'),
                    },
                  ],
                },
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'authority',
                      type: 'select',
                      options: [
                        { value: 'minister', label: frEn('Ministre (jusqu’en 2020)', 'Minister (until 2020)') },
                        {
                          value: 'prefect',
                          label: frEn('Préfet de région (depuis 2020)', 'Regional prefect (since 2020)'),
                        },
                      ],
                      label: frEn('Autorité', 'Authority'),
                    },
                    {
                      name: 'agreementUntil',
                      type: 'date',
                      access: ofSite,
                      label: frEn('Convention jusqu’au', 'Agreement until'),
                    },
                    {
                      name: 'nextEvaluation',
                      type: 'date',
                      access: ofSite,
                      label: frEn('Prochaine évaluation', 'Next evaluation'),
                    },
                  ],
                },
              ],
            },
            {
              type: 'row',
              fields: [
                { name: 'legalForm', type: 'text', maxLength: 120, label: frEn('Forme juridique', 'Legal form') },
                {
                  name: 'siren',
                  type: 'text',
                  label: 'SIREN',
                  validate: (value: string | null | undefined) =>
                    !value || /^\d{9}$/.test(value) || 'SIREN : neuf chiffres, sans espace.',
                },
                {
                  name: 'wikidataId',
                  type: 'text',
                  label: 'Wikidata',
                  validate: (value: string | null | undefined) =>
                    !value || /^Q\d+$/.test(value) || 'Wikidata : Q suivi de chiffres, par exemple Q1340832.',
                },
              ],
            },
            {
              name: 'sources',
              type: 'text',
              hasMany: true,
              access: byNetwork,
              label: frEn('Sources', 'Sources'),
              admin: { description: frEn('Où ces faits se lisent.', 'Where these facts can be read.') },
            },
            {
              name: 'networkNotes',
              type: 'textarea',
              maxLength: 3000,
              access: {
                ...byNetwork,
                read: ({ req }) => reach(actorOf(req.user), 'read', PROFILES).everywhere,
              },
              label: frEn('Notes du réseau (privées)', 'Notes of the network (private)'),
            },
          ],
        },
        { id: RELATED_TAB, label: frEn('Liens', 'Related'), fields: [] },
      ],
    },
    {
      name: 'kind',
      type: 'select',
      index: true,
      options: [...MEMBERSHIP_KINDS],
      enumName: 'membership_kind',
      label: frEn('Qualité', 'Kind'),
      admin: {
        position: 'sidebar',
        readOnly: true,
        description: frEn('Découle des adhésions et de leurs dates.', 'Follows from the memberships and their dates.'),
      },
    },
    // Whether an address is free tells of profiles that the network prepares.
    { ...slugField, access: byNetwork },
    languagesField,
    {
      name: 'profileReviewedAt',
      type: 'date',
      label: frEn('Profil relu le', 'Profile reviewed on'),
      admin: { position: 'sidebar', date: { displayFormat: 'dd/MM/yyyy' } },
    },
    typographyField,
  ],
}
