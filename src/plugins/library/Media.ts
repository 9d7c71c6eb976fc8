import type { CollectionConfig } from 'payload'
import { ownerField } from '../../fields/ownerField.ts'
import { httpsOrHttp } from '../../fields/publicAddress.ts'
import type { FileStore } from '../../files/fileStore.ts'
import { frEn } from '../../text/frEn.ts'
import { IMAGE_TYPES, MAX_FILE_BYTES } from './acceptedFiles.ts'
import { acceptUpload } from './acceptUpload.ts'
import { forgetOldSizes } from './forgetOldSizes.ts'
import { mediaProjection } from './mediaProjection.ts'
import { requireAlt, requireCredit } from './requireRights.ts'
import { serveFile, storeFiles } from './storeFiles.ts'

const megabytes = MAX_FILE_BYTES / 1_000_000

/**
 * Pictures and documents, with their rights. Files are content-addressed and never overwritten:
 * a refused replacement cannot touch what is published (PAYLOAD.md P3).
 * @param store where the files are kept
 */
export const mediaCollection = ({ store }: { store: FileStore }): CollectionConfig => ({
  slug: 'media',
  labels: { singular: frEn('Média', 'Media file'), plural: frEn('Médiathèque', 'Media library') },
  admin: {
    useAsTitle: 'filename',
    defaultColumns: ['filename', 'alt', 'credit', 'owner', 'usableUntil', 'updatedAt'],
    listSearchableFields: ['filename', 'alt', 'caption', 'credit'],
    group: frEn('Contenus', 'Content'),
    description: frEn(
      `Images (JPEG, PNG, WebP) et PDF, ${megabytes} Mo au plus. Les droits sont lus dans le fichier quand il les porte.`,
      `Images (JPEG, PNG, WebP) and PDF, at most ${megabytes} MB. The rights are read from the file where it bears them.`,
    ),
  },
  // A copy would be the same bytes under another name.
  disableDuplicate: true,
  custom: { area: 'content', publication: mediaProjection },
  upload: {
    disableLocalStorage: true,
    // Nothing lies there: what Payload would delete on a replacement it does not find.
    staticDir: '.not-stored-by-payload',
    mimeTypes: [...IMAGE_TYPES, 'application/pdf'],
    focalPoint: true,
    crop: true,
    pasteURL: false,
    withMetadata: true,
    displayPreview: true,
    adminThumbnail: 'thumbnail',
    imageSizes: [
      { name: 'thumbnail', width: 400, height: 300, position: 'centre' },
      { name: 'card', width: 960, height: 640, position: 'centre', withoutEnlargement: true },
      { name: 'press', width: 2400, withoutEnlargement: true },
    ],
    handlers: [serveFile({ store })],
    modifyResponseHeaders: ({ headers }) => {
      headers.set('X-Content-Type-Options', 'nosniff')
      headers.set('Content-Security-Policy', "default-src 'none'; sandbox")
      headers.set('Cache-Control', 'private, max-age=31536000, immutable')
    },
  },
  hooks: {
    beforeOperation: [acceptUpload({ store })],
    beforeChange: [forgetOldSizes],
    afterChange: [storeFiles({ store })],
  },
  fields: [
    {
      name: 'alt',
      type: 'text',
      localized: true,
      maxLength: 300,
      validate: requireAlt,
      label: frEn('Texte alternatif', 'Alternative text'),
      admin: {
        condition: (data) => !data?.decorative,
        description: frEn(
          'Ce que montre l’image, pour qui ne la voit pas : « La cour du coron, briques rouges et jardins ».',
          'What the picture shows, for those who do not see it: “The courtyard of the miners’ houses, red bricks and gardens”.',
        ),
      },
    },
    {
      name: 'decorative',
      type: 'checkbox',
      defaultValue: false,
      label: frEn('Image décorative (sans texte alternatif)', 'Decorative picture (no alternative text)'),
    },
    { name: 'caption', type: 'textarea', localized: true, maxLength: 600, label: frEn('Légende', 'Caption') },
    {
      type: 'row',
      fields: [
        {
          name: 'credit',
          type: 'text',
          maxLength: 200,
          validate: requireCredit,
          label: frEn('Crédit (obligatoire)', 'Credit (required)'),
          admin: { placeholder: '© Nom / Cité des Électriciens' },
        },
        { name: 'copyright', type: 'text', maxLength: 200, label: frEn('Copyright', 'Copyright') },
      ],
    },
    {
      name: 'usageTerms',
      type: 'textarea',
      maxLength: 600,
      label: frEn('Conditions d’usage', 'Usage terms'),
      admin: { placeholder: 'Libre de droits pour la presse dans le cadre de …' },
    },
    {
      type: 'row',
      fields: [
        { name: 'licence', type: 'text', maxLength: 300, label: frEn('Licence', 'Licence') },
        {
          name: 'licenceUrl',
          type: 'text',
          maxLength: 300,
          validate: httpsOrHttp,
          label: frEn('Adresse de la licence', 'Address of the licence'),
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'usableUntil',
          type: 'date',
          index: true,
          label: frEn('Utilisable jusqu’au', 'Usable until'),
          admin: {
            description: frEn(
              'Ensuite l’image se retire des sites publics.',
              'Afterwards the picture is withdrawn from public sites.',
            ),
          },
        },
        {
          name: 'territory',
          type: 'text',
          maxLength: 120,
          label: frEn('Territoire des droits', 'Territory of the rights'),
        },
      ],
    },
    ownerField,
    {
      name: 'originalName',
      type: 'text',
      label: frEn('Nom d’origine du fichier', 'Original file name'),
      admin: { position: 'sidebar', readOnly: true },
      maxLength: 255,
    },
  ],
})
