import type { CollectionSlug, Endpoint, PayloadRequest } from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { decide, type Owned } from '../../access/decide.ts'
import { findReadable } from '../../access/findReadable.ts'
import { asActing } from '../../access/loadGrants.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { tellAct } from '../../access/tellAct.ts'
import { aside } from '../../database/aside.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'
import { projectDraft } from '../publication/index.ts'
import { type PreviewPage, pagesFor } from './previewPages.ts'
import { type PreviewGrant, readPreview, signPreview } from './previewToken.ts'

/** A link that shows a draft, as it is shown once to who made it. */
export type PreviewLink = {
  token: string
  /** The draft in the content API. */
  address: string
  until: string
  /** Where public sites show it as a page. */
  pages: PreviewPage[]
}

/** How long a link may live, in days: the first is what one gets who does not say. */
export const DAYS = [7, 1, 30] as const

const MAY_NOT = frEn(
  'Qui peut modifier ce document peut en donner un aperçu.',
  'Who may change this document may give a preview of it.',
)
const BAD_DAYS = frEn(
  `Un lien d’aperçu vaut ${DAYS.toSorted((a, b) => a - b).join(', ')} jours.`,
  `A preview link is good for ${DAYS.toSorted((a, b) => a - b).join(', ')} days.`,
)
const ENDED = frEn(
  'Ce lien d’aperçu n’est plus valable. Demandez-en un nouveau.',
  'This preview link is not valid any more. Ask for a new one.',
)

/**
 * `POST /api/{collection}/{id}/preview` (`{ "days": 7 }`): a link by which anybody reads the newest draft, for a
 * time. Whoever may change the document may make one: reading it is not enough to show it to others.
 */
export const makePreviewEndpoint = (
  collection: CollectionSlug,
  { secret, sites }: { secret: string; sites: CollectionSlug },
): Endpoint => ({
  path: '/:id/preview',
  method: 'post',
  handler: async (req) => {
    const document: Owned & { id: string } = await findReadable(collection, req.routeParams?.id, req)
    const { id } = document
    const actor = actorOf(req.user)
    if (!actor || !mayShow(req, collection, document)) throw refusal(req, MAY_NOT, 403)
    const { days = DAYS[0] } = ((await req.json?.().catch(() => undefined)) ?? {}) as { days?: unknown }
    if (!DAYS.includes(days as (typeof DAYS)[number])) throw refusal(req, BAD_DAYS)
    const until = new Date(Date.now() + Number(days) * 86_400_000)
    const by = { collection: actor.collection, id: actor.id }
    const token = await signPreview({ collection, id, by, until }, secret)
    // A profile is its own member's.
    const owner = subjectOf(collection, req)?.area === 'profile' ? id : idOf(document.owner)
    await tellAct(
      {
        act: 'preview-made',
        outcome: 'done',
        collection,
        documentId: id,
        owner,
        detail: { until: until.toISOString() },
      },
      req,
    )
    return privateAnswer({
      token,
      address: `${req.payload.config.serverURL}/content/${collection}/${id}?preview=${token}`,
      until: until.toISOString(),
      pages: await pagesFor({ collection, id, owner, token, sites, req }),
    } satisfies PreviewLink)
  },
})

/**
 * `GET /api/preview`, with the token in `x-preview-token`: the rows that the front door makes the answer of. A link
 * counts only as long as who made it may still change the document.
 */
export const readPreviewEndpoint = ({ secret }: { secret: string }): Endpoint => ({
  path: '/preview',
  method: 'get',
  handler: async (req) => {
    const grant = await readPreview(req.headers.get('x-preview-token') ?? '', secret)
    const user = grant && (await makerOf(grant, req))
    if (!grant || !user) throw refusal(req, ENDED, 403)
    const collection = grant.collection as CollectionSlug
    const document = await req.payload.findByID({
      collection,
      id: grant.id,
      depth: 0,
      draft: true,
      disableErrors: true,
      overrideAccess: true,
      req: aside(req),
    })
    if (!document || !mayShow({ ...req, user }, collection, document as Owned)) throw refusal(req, ENDED, 403)
    return privateAnswer({ rows: await projectDraft({ collection, id: grant.id, user, req }) })
  },
})

/** Who made a link, with what they hold now; nobody where the account is closed, or its collection of the link gone. */
async function makerOf({ by, collection }: PreviewGrant, req: PayloadRequest): Promise<PayloadRequest['user']> {
  if (!subjectOf(collection as CollectionSlug, req)) return null
  const account = await req.payload.findByID({
    collection: by.collection,
    id: by.id,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
    req: aside(req),
  })
  return account
    ? ((await asActing(req.payload, { collection: by.collection, account })) as PayloadRequest['user'])
    : null
}

function mayShow(
  { user, payload }: Pick<PayloadRequest, 'user' | 'payload'>,
  collection: CollectionSlug,
  document: Owned,
): boolean {
  const subject = subjectOf(collection, { payload })
  return Boolean(subject && decide(actorOf(user), 'update', subject, document).allowed)
}
