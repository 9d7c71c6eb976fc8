import type { Where, WidgetServerProps } from 'payload'
import { cache } from 'react'
import { actorOf, idOf, isOfSites, sitesOf } from '../../../access/actor.ts'
import { decide } from '../../../access/decide.ts'
import { aside } from '../../../database/aside.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { DocumentList, type ListedDocument } from '../../../widgets/DocumentList.tsx'

type Req = WidgetServerProps['req']

/** What waits for this person, the longest first: to be published, or to be reworked. Two widgets ask, the database is asked once. */
const waiting = cache((req: Req): Promise<ListedDocument[]> => {
  const states = mayPublish(req) ? ['requested', 'approved'] : ['changes']
  return releases(req, {
    where: { and: [{ 'review.state': { in: states } }, { _status: { equals: 'draft' } }, ofOwnSites(req)] },
    sort: 'updatedAt',
    detail: 'updatedAt',
    draft: true,
  })
})

const mayPublish = (req: Req): boolean =>
  decide(actorOf(req.user), 'publish', { collection: 'press-releases', area: 'content' }).allowed

function ofOwnSites(req: Req): Where {
  const actor = actorOf(req.user)
  return actor && isOfSites(actor) ? { owner: { in: sitesOf(actor) } } : {}
}

/** The drafts within reach that were touched last, but for those that stand under what waits. */
export async function Drafts({ req }: WidgetServerProps) {
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  const shown = (await waiting(req)).map(({ id }) => id)
  const others: Where = shown.length > 0 ? { id: { not_in: shown } } : {}
  return (
    <DocumentList
      documents={
        await releases(req, {
          where: { and: [{ _status: { equals: 'draft' } }, ofOwnSites(req), others] },
          sort: '-updatedAt',
          detail: 'updatedAt',
          draft: true,
        })
      }
      empty={say('Aucun brouillon en cours.', 'No draft in progress.')}
      heading={say('Brouillons', 'Drafts')}
    />
  )
}

/** What waits for this person: releases to review for who may publish, releases to rework for who writes. */
export async function WaitingForMe({ req }: WidgetServerProps) {
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  return (
    <DocumentList
      documents={await waiting(req)}
      empty={say('Rien ne vous attend.', 'Nothing waits for you.')}
      heading={
        mayPublish(req) ? say('À relire et à publier', 'To review and publish') : say('À reprendre', 'To rework')
      }
    />
  )
}

/** What went out last, with the instant. */
export async function RecentlyPublished({ req }: WidgetServerProps) {
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  return (
    <DocumentList
      documents={
        await releases(req, {
          where: {
            and: [
              { _status: { equals: 'published' } },
              // What waits for the end of its embargo has not appeared.
              {
                or: [
                  { embargoUntil: { exists: false } },
                  { embargoUntil: { less_than_equal: new Date().toISOString() } },
                ],
              },
            ],
          },
          sort: '-publishedAt',
          detail: 'publishedAt',
          draft: false,
        })
      }
      empty={say('Rien n’a encore paru.', 'Nothing has been published yet.')}
      heading={say('Parus récemment', 'Recently published')}
    />
  )
}

async function releases(
  req: Req,
  { where, sort, detail, draft }: { where: Where; sort: string; detail: 'updatedAt' | 'publishedAt'; draft: boolean },
): Promise<ListedDocument[]> {
  // A layout that somebody made themselves may hold a block that their roles no longer fill.
  if (!decide(actorOf(req.user), 'read', { collection: 'press-releases', area: 'content' }).allowed) return []
  const language = inLanguageOf(req, frEn('fr-FR', 'en-GB'))
  const { docs } = await req.payload.find({
    collection: 'press-releases',
    where,
    sort,
    draft,
    limit: 6,
    depth: 0,
    select: { title: true, owner: true, updatedAt: true, publishedAt: true, embargoUntil: true },
    locale: 'fr',
    overrideAccess: false,
    user: req.user,
    req: aside(req),
  })
  const owners = [...new Set(docs.map(({ owner }) => idOf(owner)).filter((id) => id !== undefined))]
  const { docs: members } = owners.length
    ? await req.payload.find({
        collection: 'members',
        where: { id: { in: owners } },
        select: { name: true },
        depth: 0,
        limit: owners.length,
        // By name alone, of what they may read.
        overrideAccess: true,
        req: aside(req),
      })
    : { docs: [] }
  return docs.map((release) => ({
    id: release.id,
    href: `/admin/collections/press-releases/${release.id}`,
    title: release.title || inLanguageOf(req, frEn('Sans titre', 'Untitled')),
    detail: [
      members.find(({ id }) => id === idOf(release.owner))?.name ?? inLanguageOf(req, frEn('Réseau', 'Network')),
      inWords(release[detail] ?? release.updatedAt, language),
    ].join(' · '),
    mark:
      release.embargoUntil && new Date(release.embargoUntil) > new Date()
        ? `${inLanguageOf(req, frEn('Embargo jusqu’au', 'Embargo until'))} ${inWords(release.embargoUntil, language)}`
        : undefined,
  }))
}

const inWords = (value: string, language: string): string =>
  new Date(value).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' })
