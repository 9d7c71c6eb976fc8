import { sql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { CONCERNS } from './planRebuilds.ts'
import { REBUILD_VIEW, type RebuildView } from './rebuildView.ts'
import { mayRun, visibleSites } from './visibleSites.ts'

/** One change that a rebuild carries. */
export type ChangeView = {
  position: number
  kind: 'published' | 'withdrawn'
  collection: string
  id: string
  title: string
  language: string
}

/** One public site in the tray. */
export type TraySite = {
  id: string
  name: string
  address: string
  enabled: boolean
  pausedAt: string | null
  pauseReason: 'failing' | 'gone' | null
  heldAt: string | null
  failingSince: string | null
  reports: boolean
  mayRun: boolean
  pending: (RebuildView & { changes: ChangeView[]; count: number }) | null
  history: RebuildView[]
}

export type Tray = { now: string; sites: TraySite[] }

const HISTORY = 5
const CHANGES_SHOWN = 20

/** What waits for each public site that the person may see, and what became of the last rebuilds. */
export async function readTray(req: PayloadRequest): Promise<Tray> {
  const database = queries(req.payload)
  const visible = visibleSites(req, 'read')
  const [{ rows: clock }, { rows: sites }, { rows: rebuilds }] = await Promise.all([
    database.execute<{ now: string }>(sql`select ${iso(sql`clock_timestamp()`)} as now`),
    database.execute<Omit<TraySite, 'mayRun' | 'pending' | 'history'> & { owner: string | null }>(sql`
      select s.id, s.name, s.address, t.owner_id as owner, t.enabled, t.reports, t.pause_reason as "pauseReason",
        ${iso(sql`t.paused_at`)} as "pausedAt", ${iso(sql`t.held_at`)} as "heldAt", ${iso(sql`t.failing_since`)} as "failingSince"
      from rebuild_targets t join public_sites s on s.id = t.site_id where ${visible} order by s.name`),
    database.execute<RebuildView & { site: string }>(sql`
      select ${REBUILD_VIEW}, r.site_id as site from rebuild_targets t, lateral (
        (select * from rebuilds where site_id = t.site_id and kind <> 'test' and state <> 'pending' order by requested_at desc limit ${HISTORY})
        union all
        (select * from rebuilds where site_id = t.site_id and kind <> 'test' and state = 'pending' order by requested_at limit ${HISTORY})
      ) r where ${visible} order by r.requested_at`),
  ])
  const views = await Promise.all(
    sites.map(async ({ owner, ...site }): Promise<TraySite> => {
      const own = rebuilds.filter((rebuild) => rebuild.site === site.id)
      // The oldest goes first; what came since waits behind it.
      const waiting = own.filter(({ state, kind }) => state === 'pending' && kind === 'changes')
      const next = waiting[0] ?? own.find(({ state }) => state === 'pending')
      return {
        ...site,
        mayRun: mayRun(req, owner),
        pending: next
          ? {
              ...next,
              ...(await changesOf(req, {
                site: site.id,
                from: next.from,
                to: Math.max(next.to, ...waiting.map(({ to }) => to)),
              })),
            }
          : null,
        history: own.filter(({ state }) => state !== 'pending').reverse(),
      }
    }),
  )
  return { now: clock[0]?.now ?? new Date().toISOString(), sites: views }
}

async function changesOf(
  req: PayloadRequest,
  { site, from, to }: { site: string; from: number; to: number },
): Promise<{ changes: ChangeView[]; count: number }> {
  const { rows } = await queries(req.payload).execute<ChangeView & { count: number }>(sql`
    select p.position::float8 as position, p.kind, p.collection, p.document_id as id, p.language, count(*) over ()::int as count,
      coalesce(p.content ->> 'title', p.content ->> 'name', p.slug, '') as title
    from publications p, rebuild_targets t
    where t.site_id = ${site} and p.position >= ${from} and p.position <= ${to} and ${sql.raw(CONCERNS)}
    order by p.position desc limit ${CHANGES_SHOWN}`)
  return { changes: rows.map(({ count: _count, ...change }) => change), count: rows[0]?.count ?? 0 }
}
