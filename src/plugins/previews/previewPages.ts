import type { CollectionSlug, PayloadRequest, TextFieldSingleValidation } from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

/** A page of a public site that shows a draft. */
export type PreviewPage = { site: string; name: string; address: string }

type Site = {
  id: string
  name: string
  address: string
  owner?: unknown
  previewPath?: string | null
  shows?: { collections?: string[] | null } | null
}

const MOST_SITES = 100

/** Where public sites show a draft as a page: those of the network and of the document's owner that have such a page. */
export async function pagesFor({
  collection,
  id,
  owner,
  token,
  sites,
  req,
}: {
  collection: string
  id: string
  owner: string | undefined
  token: string
  sites: CollectionSlug
  req: PayloadRequest
}): Promise<PreviewPage[]> {
  const { docs } = await req.payload.find({
    collection: sites,
    where: { and: [{ enabled: { equals: true } }, { previewPath: { exists: true } }] },
    sort: 'name',
    limit: MOST_SITES,
    depth: 0,
    overrideAccess: true,
    req: aside(req),
  })
  return (docs as unknown as Site[])
    .filter((site) => !site.owner || idOf(site.owner) === owner)
    .filter(({ shows }) => !shows?.collections?.length || shows.collections.includes(collection))
    .flatMap(({ id: site, name, address, previewPath }) =>
      previewPath
        ? [
            {
              site,
              name,
              address: `${address.replace(/\/+$/, '')}${previewPath
                .replaceAll('{collection}', collection)
                .replaceAll('{id}', id)
                .replaceAll('{token}', token)}`,
            },
          ]
        : [],
    )
}

/** A path on the public site that carries the token. */
export const validPreviewPath: TextFieldSingleValidation = (value, { req }) =>
  !value ||
  (/^\/[^\s<>"]*$/.test(value) && value.includes('{token}')) ||
  inLanguageOf(
    req,
    frEn(
      'Le chemin commence par / et porte {token} : /apercu/#{collection}/{id}/{token}',
      'The path starts with / and holds {token}: /preview/#{collection}/{id}/{token}',
    ),
  )
