import { APIError, type CollectionBeforeChangeHook, type CollectionConfig } from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { partialDate } from '../../fields/partialDate.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { signatureProjection } from './projections.ts'

/** Who signed which charter, and when: a dated fact, kept by the network. */
export const CharterSignatures: CollectionConfig = {
  slug: 'charter-signatures',
  labels: {
    singular: frEn('Signature de charte', 'Charter signature'),
    plural: frEn('Signatures de charte', 'Charter signatures'),
  },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', 'member', 'charter', 'signedAt', 'until'],
    group: frEn('Réseau', 'Network'),
  },
  defaultSort: '-signedAt',
  custom: { area: 'network', publication: signatureProjection },
  hooks: { beforeChange: [nameSignature()] },
  fields: [
    { name: 'title', type: 'text', label: frEn('Signature', 'Signature'), admin: { hidden: true } },
    {
      type: 'row',
      fields: [
        {
          name: 'charter',
          type: 'relationship',
          relationTo: 'charters',
          required: true,
          index: true,
          label: frEn('Charte', 'Charter'),
        },
        {
          name: 'member',
          type: 'relationship',
          relationTo: 'members',
          required: true,
          index: true,
          label: frEn('Membre', 'Member'),
        },
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'signedAt',
          type: 'text',
          required: true,
          maxLength: 10,
          validate: partialDate,
          label: frEn('Signée le', 'Signed on'),
        },
        { name: 'until', type: 'text', maxLength: 10, validate: partialDate, label: frEn('Jusqu’au', 'Until') },
      ],
    },
    {
      name: 'signatoryName',
      type: 'text',
      maxLength: 160,
      label: frEn('Au nom du membre, par', 'On behalf of the member, by'),
    },
    { name: 'document', type: 'upload', relationTo: 'media', label: frEn('Document signé', 'Signed document') },
  ],
}

/** Names a signature by its member and its year, and refuses the same one twice. */
function nameSignature(): CollectionBeforeChangeHook {
  return async ({ data, originalDoc, req }) => {
    const charter = idOf(data.charter ?? originalDoc?.charter)
    const memberId = idOf(data.member ?? originalDoc?.member)
    const signedAt: string = data.signedAt ?? originalDoc?.signedAt ?? ''
    if (!charter || !memberId) return data
    const { totalDocs } = await req.payload.count({
      collection: 'charter-signatures',
      where: {
        and: [
          { charter: { equals: charter } },
          { member: { equals: memberId } },
          { signedAt: { equals: signedAt } },
          ...(originalDoc?.id ? [{ id: { not_equals: originalDoc.id } }] : []),
        ],
      },
      overrideAccess: true,
      req: aside(req),
    })
    if (totalDocs > 0) {
      throw new APIError(
        inLanguageOf(req, frEn('Cette signature est déjà enregistrée.', 'This signature is recorded already.')),
        400,
        null,
        true,
      )
    }
    const member = await req.payload.findByID({
      collection: 'members',
      id: memberId,
      depth: 0,
      select: { name: true },
      overrideAccess: true,
      req: aside(req),
    })
    return { ...data, title: `${member.name} (${signedAt.slice(0, 4)})` }
  }
}
