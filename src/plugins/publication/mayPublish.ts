import type { CollectionSlug, PayloadRequest, TypedUser } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { aside } from '../../database/aside.ts'

/** Whether a person may publish, withdraw or change what is public of one document, now. */
export async function mayPublish({
  collection,
  id,
  user,
  req,
}: {
  collection: CollectionSlug
  id: string
  user: TypedUser | null
  req: PayloadRequest
}): Promise<boolean> {
  const subject = subjectOf(collection, req)
  if (!subject) return false
  const { allowed, where } = decide(actorOf(user), 'publish', subject)
  if (!allowed) return false
  const { totalDocs } = await req.payload.count({
    collection,
    where: { and: [{ id: { equals: id } }, ...(where ? [where] : [])] },
    overrideAccess: true,
    req: aside(req),
  })
  return totalDocs > 0
}
