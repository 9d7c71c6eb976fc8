import { sql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { REBUILD_VIEW, type RebuildView } from './rebuildView.ts'
import { mayRun, siteOf } from './visibleSites.ts'

export type Delivery = RebuildView & {
  tries: Array<{
    attempt: number
    at: string
    ms: number
    status: number | null
    answer: string | null
    error: string | null
  }>
}

/** `testsBuild`: the provider knows no test but a build. */
export type Deliveries = { now: string; mayRun: boolean; testsBuild: boolean; head: number; deliveries: Delivery[] }

const DELIVERIES = 30

/** The calls of one public site, newest first, with each attempt; what receivers answered only for who may run it. */
export async function readDeliveries(req: PayloadRequest): Promise<Deliveries> {
  const { id, owner, provider } = await siteOf(req, 'read')
  const database = queries(req.payload)
  const [{ rows: facts }, { rows }] = await Promise.all([
    database.execute<{ now: string; head: number }>(
      sql`select ${iso(sql`clock_timestamp()`)} as now, (select coalesce(max(position), 0) from publications)::float8 as head`,
    ),
    database.execute<Delivery>(sql`
      select ${REBUILD_VIEW}, coalesce((
        select json_agg(json_build_object('attempt', a.attempt, 'at', ${iso(sql`a.at`)}, 'ms', a.duration_ms, 'status', a.status,
          'answer', case when ${mayRun(req, owner)} then a.answer end, 'error', a.error) order by a.at)
        from rebuild_attempts a where a.rebuild_id = r.id), '[]') as tries
      from rebuilds r where r.site_id = ${id} order by r.requested_at desc limit ${DELIVERIES}`),
  ])
  return {
    now: facts[0]?.now ?? new Date().toISOString(),
    mayRun: mayRun(req, owner),
    testsBuild: provider !== 'webhook',
    head: facts[0]?.head ?? 0,
    deliveries: rows,
  }
}
