import type { CollectionSlug, Payload, Where } from 'payload'

type Created = { id: string; isNew: boolean }

/** The document that a condition finds, or a new one; an existing one is left as it is. */
export async function findOrCreate(
  payload: Payload,
  collection: CollectionSlug,
  where: Where,
  make: () => Promise<Record<string, unknown>> | Record<string, unknown>,
  { file }: { file?: { data: Buffer; name: string } } = {},
): Promise<Created> {
  const { docs } = await payload.find({
    collection,
    where,
    depth: 0,
    limit: 1,
    pagination: false,
    overrideAccess: true,
  })
  if (docs[0]) return { id: String(docs[0].id), isNew: false }
  const created = await payload.create({
    collection,
    locale: 'fr',
    data: (await make()) as never,
    ...(file ? { file: { data: file.data, name: file.name, mimetype: 'image/jpeg', size: file.data.length } } : {}),
    overrideAccess: true,
  })
  return { id: String(created.id), isNew: true }
}
