import { sql } from '@payloadcms/db-postgres'
import type { CollectionSlug, WidgetServerProps } from 'payload'
import { actorOf } from '../../../access/actor.ts'
import { decide } from '../../../access/decide.ts'
import { subjectOf } from '../../../access/subjectOf.ts'
import { aside } from '../../../database/aside.ts'
import { queries } from '../../../database/queries.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { instantWithZone } from '../../../text/instants.ts'
import { DocumentList, type ListedDocument } from '../../../widgets/DocumentList.tsx'

type Req = WidgetServerProps['req']
type Instant = { collection: CollectionSlug; document_id: string; due_at: string; error: string | null }

const SHOWN = 8

/** On the dashboard: what failed to go out, then what will go out or be withdrawn by itself, with its instant and zone. */
export async function Upcoming({ req }: WidgetServerProps) {
  if (!actorOf(req.user)) return null
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  const [failed, waiting, instants] = await Promise.all([
    scheduled(req, 'failed'),
    scheduled(req, 'waiting'),
    byThemselves(req),
  ])
  const ahead = [...waiting, ...instants].sort((a, b) => a.at.localeCompare(b.at))
  return (
    <DocumentList
      documents={[...failed, ...ahead].slice(0, SHOWN)}
      empty={say('Rien de programmé.', 'Nothing is scheduled.')}
      heading={say('À venir', 'To come')}
    />
  )
}

async function scheduled(req: Req, state: 'waiting' | 'failed'): Promise<Array<ListedDocument & { at: string }>> {
  const language = inLanguageOf(req, frEn('fr', 'en'))
  const collections = Object.keys(req.payload.collections) as CollectionSlug[]
  if (!collections.some((collection) => mayRead(collection, req))) return []
  const { docs } = await req.payload.find({
    collection: 'schedules',
    where: { state: { equals: state } },
    sort: state === 'failed' ? '-at' : 'at',
    limit: SHOWN,
    depth: 0,
    overrideAccess: false,
    user: req.user,
    req: aside(req),
  })
  const verbs = { publish: frEn('Publication', 'Publication'), withdraw: frEn('Retrait', 'Withdrawal') }
  return docs.map((schedule) => ({
    id: schedule.id,
    at: schedule.at,
    href: `/admin/collections/${schedule.documentCollection}/${schedule.documentId}`,
    title: schedule.title || inLanguageOf(req, frEn('Sans titre', 'Untitled')),
    detail:
      state === 'failed'
        ? (schedule.reason ?? '')
        : `${inLanguageOf(req, verbs[schedule.action])} ${instantWithZone(schedule.at, { language })}`,
    mark: state === 'failed' ? inLanguageOf(req, frEn('Échec', 'Failed')) : undefined,
  }))
}

/** Ends of embargoes and rights, of the documents that the person may read. */
async function byThemselves(req: Req): Promise<Array<ListedDocument & { at: string }>> {
  const language = inLanguageOf(req, frEn('fr', 'en'))
  const { rows } = await queries(req.payload).execute<Instant>(
    sql`select collection, document_id, due_at, error from publication_instants order by due_at limit 500`,
  )
  const found: Array<ListedDocument & { at: string }> = []
  for (const collection of new Set(rows.map((row) => row.collection))) {
    if (!mayRead(collection, req)) continue
    const own = rows.filter((row) => row.collection === collection)
    const { docs } = await req.payload.find({
      collection,
      where: { id: { in: own.map(({ document_id }) => document_id) } },
      limit: own.length,
      depth: 0,
      overrideAccess: false,
      user: req.user,
      req: aside(req),
    })
    for (const { document_id, due_at, error } of own) {
      const document = docs.find(({ id }) => id === document_id) as Record<string, unknown> | undefined
      if (!document) continue
      const at = new Date(due_at).toISOString()
      found.push({
        id: document_id,
        at,
        href: `/admin/collections/${collection}/${document_id}`,
        title: String(document.title ?? document.name ?? document.originalName ?? document.filename ?? collection),
        detail: error ?? `${what(document, req)} ${instantWithZone(at, { language })}`,
        mark: error ? inLanguageOf(req, frEn('Échec', 'Failed')) : undefined,
      })
    }
  }
  return found
}

function mayRead(collection: CollectionSlug, req: Req): boolean {
  const subject = subjectOf(collection, req)
  return subject !== undefined && subject.area !== 'people' && decide(actorOf(req.user), 'read', subject).allowed
}

function what(document: Record<string, unknown>, req: Req): string {
  if ('embargoUntil' in document) return inLanguageOf(req, frEn('Fin d’embargo', 'End of embargo'))
  if ('usableUntil' in document) return inLanguageOf(req, frEn('Fin des droits', 'End of rights'))
  return inLanguageOf(req, frEn('Échéance', 'End'))
}
