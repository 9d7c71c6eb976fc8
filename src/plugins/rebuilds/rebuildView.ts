import { sql } from '@payloadcms/db-postgres'
import { iso } from '../../database/iso.ts'
import { isLeased } from './lease.ts'

/** A rebuild as people see it. */
export type RebuildView = {
  id: string
  kind: 'changes' | 'everything' | 'replay' | 'test'
  state: 'pending' | 'asked' | 'building' | 'live' | 'failed'
  from: number
  to: number
  attempts: number
  /** How often it has failed; 0 while the first call is under way. */
  step: number
  isCalling: boolean
  requestedAt: string
  requestedBy: string | null
  dueAt: string
  askedAt: string | null
  buildingAt: string | null
  liveAt: string | null
  note: string | null
  logAddress: string | null
}

/** SQL: the columns of a `RebuildView`, of the row `r` of `rebuilds`. */
export const REBUILD_VIEW = sql`r.id, r.kind, r.state, r.after_position::float8 + 1 as "from", r.position::float8 as "to", r.attempts, r.step, ${sql.raw(isLeased('r'))} as "isCalling", r.note,
  r.log_address as "logAddress", (select name from users where id = r.actor_id) as "requestedBy",
  ${iso(sql`r.requested_at`)} as "requestedAt", ${iso(sql`r.due_at`)} as "dueAt", ${iso(sql`r.asked_at`)} as "askedAt",
  ${iso(sql`r.building_at`)} as "buildingAt", ${iso(sql`r.live_at`)} as "liveAt"`
