import type { CollectionConfig } from 'payload'
import { LANGUAGE_OPTIONS } from '../../fields/languagesField.ts'
import { ownerField } from '../../fields/ownerField.ts'
import { frEn } from '../../text/frEn.ts'
import { contactProjection } from './contactProjection.ts'
import { refuseDuplicate } from './refuseDuplicate.ts'

/** People and functions to write to. Personal data: goes out only where the record itself says so. */
export const Contacts: CollectionConfig = {
  slug: 'contacts',
  labels: { singular: frEn('Contact', 'Contact'), plural: frEn('Contacts', 'Contacts') },
  admin: {
    useAsTitle: 'displayName',
    defaultColumns: ['displayName', 'kind', 'role', 'organisation', 'owner', 'email'],
    listSearchableFields: ['displayName', 'email', 'organisation'],
    group: frEn('Contenus', 'Content'),
    description: frEn(
      'Données personnelles : rien ne paraît sans accord coché dans « Public ».',
      'Personal data: nothing is shown without consent ticked under “Public”.',
    ),
  },
  defaultSort: 'displayName',
  custom: { area: 'content', publication: contactProjection },
  hooks: {
    beforeChange: [refuseDuplicate],
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: frEn('Contact', 'Contact'),
          fields: [
            {
              type: 'row',
              fields: [
                { name: 'givenName', type: 'text', maxLength: 80, label: frEn('Prénom', 'Given name') },
                {
                  name: 'familyName',
                  type: 'text',
                  maxLength: 120,
                  label: frEn('Nom', 'Family name'),
                  admin: {
                    description: frEn(
                      'Vide pour un service : la fonction suffit.',
                      'Empty for an office: the role is enough.',
                    ),
                  },
                },
              ],
            },
            {
              type: 'row',
              fields: [
                { name: 'role', type: 'text', localized: true, maxLength: 160, label: frEn('Fonction', 'Role') },
                { name: 'organisation', type: 'text', maxLength: 200, label: frEn('Organisme', 'Organisation') },
              ],
            },
            {
              type: 'row',
              fields: [
                { name: 'email', type: 'email', index: true, label: frEn('E-mail', 'E-mail') },
                {
                  name: 'phone',
                  type: 'text',
                  maxLength: 40,
                  label: frEn('Téléphone', 'Phone'),
                  admin: { placeholder: '+33 3 21 00 00 00' },
                  validate: (value: string | null | undefined, { req }: { req: { i18n?: { language?: string } } }) =>
                    !value ||
                    /^\+?[\d\s().-]{6,40}$/.test(value) ||
                    (req.i18n?.language === 'en'
                      ? 'Write the number with its country code: +33 3 21 00 00 00.'
                      : 'Écrivez le numéro avec son indicatif : +33 3 21 00 00 00.'),
                },
              ],
            },
            {
              name: 'public',
              type: 'group',
              label: frEn('Public', 'Public'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    {
                      name: 'listed',
                      type: 'checkbox',
                      defaultValue: false,
                      label: frEn('Paraît sur les sites', 'Shown on the sites'),
                    },
                    {
                      name: 'showEmail',
                      type: 'checkbox',
                      defaultValue: false,
                      label: frEn('Avec l’e-mail', 'With the e-mail'),
                      admin: { condition: (_, siblings) => Boolean(siblings?.listed) },
                    },
                    {
                      name: 'showPhone',
                      type: 'checkbox',
                      defaultValue: false,
                      label: frEn('Avec le téléphone', 'With the phone'),
                      admin: { condition: (_, siblings) => Boolean(siblings?.listed) },
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          label: frEn('Listes et intérêts', 'Lists and interests'),
          fields: [
            { name: 'lists', type: 'text', hasMany: true, label: frEn('Listes de presse', 'Press lists') },
            { name: 'topics', type: 'text', hasMany: true, label: frEn('Sujets', 'Topics') },
            {
              name: 'languages',
              type: 'select',
              hasMany: true,
              options: LANGUAGE_OPTIONS,
              label: frEn('Langues', 'Languages'),
            },
            { name: 'territory', type: 'text', maxLength: 120, label: frEn('Territoire', 'Territory') },
          ],
        },
        {
          label: frEn('Origine et droits', 'Origin and rights'),
          description: frEn(
            'RGPD : d’où vient la donnée, et ce que la personne a dit.',
            'GDPR: where the data comes from, and what the person said.',
          ),
          fields: [
            {
              name: 'origin',
              type: 'group',
              label: frEn('Origine', 'Origin'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'source', type: 'text', maxLength: 300, label: frEn('Source', 'Source') },
                    { name: 'collectedAt', type: 'date', label: frEn('Recueilli le', 'Collected on') },
                    {
                      name: 'legalBasis',
                      type: 'select',
                      options: [
                        { value: 'legitimate-interest', label: frEn('Intérêt légitime', 'Legitimate interest') },
                        { value: 'consent', label: frEn('Consentement', 'Consent') },
                        { value: 'contract', label: frEn('Contrat', 'Contract') },
                      ],
                      label: frEn('Base légale', 'Legal basis'),
                    },
                    { name: 'informedAt', type: 'date', label: frEn('Informé le', 'Informed on') },
                  ],
                },
              ],
            },
            {
              name: 'objection',
              type: 'group',
              label: frEn('Opposition', 'Objection'),
              fields: [
                {
                  type: 'row',
                  fields: [
                    { name: 'at', type: 'date', label: frEn('Le', 'On') },
                    { name: 'channel', type: 'text', maxLength: 120, label: frEn('Par', 'By') },
                  ],
                },
              ],
            },
            {
              type: 'row',
              fields: [
                { name: 'lastActivityAt', type: 'date', label: frEn('Dernière activité', 'Last activity') },
                { name: 'until', type: 'date', index: true, label: frEn('À garder jusqu’au', 'Keep until') },
              ],
            },
          ],
        },
      ],
    },
    {
      name: 'displayName',
      type: 'text',
      index: true,
      label: frEn('Nom affiché', 'Display name'),
      admin: { hidden: true },
    },
    // The name without case, accents or punctuation: what duplicates are found by.
    { name: 'nameKey', type: 'text', index: true, hidden: true },
    {
      name: 'kind',
      type: 'select',
      required: true,
      defaultValue: 'press',
      index: true,
      options: [
        { value: 'press', label: frEn('Contact presse', 'Press contact') },
        { value: 'staff', label: frEn('Équipe', 'Staff') },
        { value: 'partner', label: frEn('Partenaire', 'Partner') },
        { value: 'journalist', label: frEn('Journaliste', 'Journalist') },
      ],
      label: frEn('Type', 'Kind'),
      admin: { position: 'sidebar' },
    },
    ownerField,
    {
      name: 'duplicateAccepted',
      type: 'checkbox',
      label: frEn('Enregistrer même s’il existe déjà', 'Save even if it exists already'),
      admin: { position: 'sidebar' },
    },
  ],
}
