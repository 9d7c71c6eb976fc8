import { sql } from '@payloadcms/db-postgres'
import { APIError, type CollectionBeforeDeleteHook } from 'payload'
import { aside } from '../../database/aside.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

/**
 * Refuses to delete a member while documents or accounts belong to it: without an owner they would
 * count as the network's, which every site reads. A member that leaves gets an end date instead.
 */
export const keepReferredMember: CollectionBeforeDeleteHook = async ({ id, req }) => {
  // Nobody gives the member a document while this is looked up.
  await (await currentTransaction(req)).execute(sql`select 1 from members where id = ${id} for update`)
  for (const { config } of Object.values(req.payload.collections)) {
    const field = config.flattenedFields.find(
      (candidate) =>
        'relationTo' in candidate &&
        candidate.relationTo === 'members' &&
        ['owner', 'member', 'host'].includes(candidate.name),
    )
    const held = config.flattenedFields.some(({ name }) => name === 'assignments') ? 'assignments.member' : undefined
    const path = field?.name ?? held
    if (!path) continue
    const { totalDocs } = await req.payload.count({
      collection: config.slug as 'media',
      where: { [path]: { equals: id } },
      overrideAccess: true,
      req: aside(req),
    })
    if (totalDocs === 0) continue
    throw new APIError(
      inLanguageOf(
        req,
        frEn(
          'Ce membre a encore des documents ou des comptes. Donnez plutôt une date de fin à son adhésion, ou confiez-les d’abord à un autre.',
          'This member still has documents or accounts. Give its membership an end date instead, or hand them to another one first.',
        ),
      ),
      409,
      null,
      true,
    )
  }
}
