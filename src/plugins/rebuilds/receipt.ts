import { sql } from '@payloadcms/db-postgres'
import type { CollectionSlug, Endpoint, PayloadRequest } from 'payload'
import { aside } from '../../database/aside.ts'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { isUuid } from '../../text/uuid.ts'
import { isLeased } from './lease.ts'
import { CONCERNS, isShown } from './planRebuilds.ts'
import { mayRun, visibleSites } from './visibleSites.ts'

/** Where one document stands on one public site; instants are ISO 8601. */
export type SiteReceipt = {
  site: string
  name: string
  /** The page of the document where the site says how its addresses are made, else the site. */
  page: string
  state:
    | 'noticed'
    | 'waiting'
    | 'calling'
    | 'queued'
    | 'held'
    | 'retrying'
    | 'asked'
    | 'building'
    | 'live'
    | 'failed'
    | 'paused'
    | 'before'
  reports: boolean
  mayRun: boolean
  rebuild: string | null
  dueAt: string | null
  askedAt: string | null
  buildingAt: string | null
  liveAt: string | null
  note: string | null
  logAddress: string | null
  /** Whether this site no longer shows the document, though another may. */
  isGone: boolean
}

/** What became of a document: whether it is public, since when, and on which public sites. */
export type Receipt = {
  /** The server's clock, for countdowns. */
  now: string
  isPublic: boolean
  languages: string[]
  /** When it last became public, or was withdrawn. */
  at: string | null
  /** When that changes by itself: the end of an embargo, of a right. */
  changesAt: string | null
  sites: SiteReceipt[]
}

/** `GET /api/{collection}/{id}/receipt`: for who may read the document. */
export const receiptEndpoint = (collection: CollectionSlug): Endpoint => ({
  path: '/:id/receipt',
  method: 'get',
  handler: async (req) => {
    const id = String(req.routeParams?.id)
    const document = isUuid(id)
      ? await req.payload.findByID({
          collection,
          id,
          depth: 0,
          disableErrors: true,
          overrideAccess: false,
          user: req.user,
          req: aside(req),
        })
      : null
    if (!document) return Response.json({ errors: [{ message: req.t('general:notFound') }] }, { status: 404 })
    return Response.json(await readReceipt({ collection, id, req }), { headers: { 'cache-control': 'no-store' } })
  },
})

type Row = Omit<SiteReceipt, 'site' | 'page' | 'mayRun' | 'state' | 'isGone'> & {
  site_id: string
  owner_id: string | null
  address: string
  path: string | null
  slug: string | null
  is_withdrawn: boolean
  enabled: boolean
  held: boolean
  position: number
  cursor: number
  state: string | null
  step: number | null
  is_calling: boolean | null
  is_queued: boolean
}

async function readReceipt({
  collection,
  id,
  req,
}: {
  collection: string
  id: string
  req: PayloadRequest
}): Promise<Receipt> {
  const database = queries(req.payload)
  const [{ rows: facts }, { rows: sites }] = await Promise.all([
    database.execute<{ now: string; at: string | null; languages: string[] | null; changes_at: string | null }>(sql`
      select ${iso(sql`clock_timestamp()`)} as now,
        (select ${iso(sql`max(occurred_at)`)} from publications where collection = ${collection} and document_id = ${id}) as at,
        (select array_agg(language order by language desc) from published_documents where collection = ${collection} and document_id = ${id}) as languages,
        (select ${iso(sql`due_at`)} from publication_instants where collection = ${collection} and document_id = ${id}) as changes_at`),
    database.execute<Row>(sql`
      with newest as (
        select distinct on (language) * from publications where collection = ${collection} and document_id = ${id}
        order by language, position desc
      ), concerned as (
        select t.site_id, max(p.position) as position, bool_and(p.kind = 'withdrawn' or not ${sql.raw(isShown('p'))}) as is_withdrawn,
          (array_agg(p.language order by p.kind, p.language desc))[1] as language,
          (array_agg(p.slug order by p.kind, p.language desc))[1] as slug
        from rebuild_targets t, newest p
        where ${visibleSites(req, 'read')} and ${sql.raw(CONCERNS)} group by t.site_id
      )
      select t.site_id, t.owner_id, s.name, s.address, c.slug, c.is_withdrawn, t.enabled, t.held_at is not null as held, t.reports,
        c.position::float8 as position, t.cursor::float8 as cursor,
        (select path from public_sites_pages g where g._parent_id = s.id and g.collection::text = ${collection} and g.language::text = c.language order by g._order limit 1) as path,
        r.id as rebuild, r.state, r.step, ${sql.raw(isLeased('r'))} as is_calling, r.note,
        r.state = 'pending' and exists (
          select 1 from rebuilds b where b.site_id = t.site_id and b.id <> r.id and (b.state = 'building' or (b.state = 'asked' and t.reports))
            and coalesce(b.building_at, b.asked_at) > now() - interval '15 minutes'
        ) as is_queued, r.log_address as "logAddress",
        ${iso(sql`r.due_at`)} as "dueAt", ${iso(sql`r.asked_at`)} as "askedAt",
        ${iso(sql`r.building_at`)} as "buildingAt", ${iso(sql`r.live_at`)} as "liveAt"
      from concerned c join rebuild_targets t on t.site_id = c.site_id join public_sites s on s.id = t.site_id
      left join lateral (
        -- The first that went live with it; while none has, the last one that carries it.
        select * from rebuilds where site_id = t.site_id and kind <> 'test' and position >= c.position
        order by (state = 'live') desc, case when state = 'live' then live_at end, (after_position < c.position) desc, step desc, requested_at desc limit 1
      ) r on true
      order by s.name`),
  ])
  const fact = facts[0]
  return {
    now: fact?.now ?? new Date().toISOString(),
    isPublic: (fact?.languages?.length ?? 0) > 0,
    languages: fact?.languages ?? [],
    at: fact?.at ?? null,
    changesAt: fact?.changes_at ?? null,
    sites: sites.map((row) => ({
      site: row.site_id,
      name: row.name,
      page: pageOf(row, id),
      state: stateOf(row),
      reports: row.reports,
      mayRun: mayRun(req, row.owner_id),
      rebuild: row.rebuild,
      dueAt: row.dueAt,
      askedAt: row.askedAt,
      buildingAt: row.buildingAt,
      liveAt: row.liveAt,
      note: row.note,
      logAddress: row.logAddress,
      isGone: row.is_withdrawn,
    })),
  }
}

function stateOf(row: Row): SiteReceipt['state'] {
  if (row.state === 'live' || row.state === 'building' || row.state === 'asked') return row.state
  if (!row.enabled) return 'paused'
  if (row.held) return 'held'
  if (row.state === 'failed') return 'failed'
  if (row.state === 'pending' && row.is_calling) return 'calling'
  if (row.state === 'pending' && row.is_queued) return 'queued'
  if (row.state === 'pending') return (row.step ?? 0) > 0 ? 'retrying' : 'waiting'
  return row.cursor < row.position ? 'noticed' : 'before'
}

function pageOf({ address, path, slug, is_withdrawn }: Row, id: string): string {
  if (!path || is_withdrawn) return address
  const filled = path.replaceAll('{slug}', encodeURIComponent(slug ?? '')).replaceAll('{id}', id)
  return URL.canParse(filled, address) ? new URL(filled, address).href : address
}
