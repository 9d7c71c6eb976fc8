import type { Pool } from 'pg'

/** Seconds that new content leaves a site that has just failed in peace. */
const AFTER_FAILURE_SECONDS = 5
export const PLAN_LOCK = 0x52_43_50_4c

/**
 * Looks at the entries that the public sites have not looked at yet; those that concern a site join
 * its pending rebuild or make one, due after the quiet period and at most after the longest wait. One
 * instance at a time, the sites' rows locked: no entry is counted twice, none is passed over; a site
 * that is being saved is looked at a moment later.
 *
 * A rebuild that has been attempted takes in no more: what it carries, it carries under its own
 * `webhook-id` for good. New content makes the next one, and brings forward a try that was waiting.
 */
export async function planRebuilds(pool: Pool): Promise<void> {
  // Two statements, one implicit transaction: the second one's snapshot is younger than the lock, so that
  // it sees what another instance has planned.
  await pool.query(`select pg_advisory_xact_lock(${PLAN_LOCK}); ${PLAN}`)
}

const isListed = (list: string, value: string) =>
  `(jsonb_array_length(t.shows -> '${list}') = 0 or t.shows -> '${list}' ? ${value})`

/** That a target `t` shows what a row says, by its collection, owner and language. */
export const isShown = (row: string) =>
  `(${isListed('collections', `${row}.collection`)} and ${isListed('members', `${row}.owner_id::text`)} and ${isListed('languages', `${row}.language`)})`

/**
 * An entry `p` is shown by a target `t` itself, or was until this entry: a document that is given to
 * another member has to leave the site of the first.
 */
export const IS_SHOWN = `(${isShown('p')} or exists (
  select 1 from publications q where q.collection = p.collection and q.document_id = p.document_id and q.language = p.language
    and q.kind = 'published' and ${isShown('q')}
    and q.position = (select max(position) from publications where collection = p.collection and document_id = p.document_id and language = p.language and position < p.position)
))`

/** An entry `p` concerns a target `t`: it is shown there itself, or something shown there points at it. */
export const CONCERNS = `(${IS_SHOWN} or exists (
  select 1 from published_references r
  join published_documents d on d.collection = r.collection and d.document_id = r.document_id and d.language = r.language
  where r.target_collection = p.collection and r.target_id = p.document_id and ${isShown('d')}
))`

const PLAN = `
  with head as (
    select coalesce(max(position), 0) as position from publications
  ), target as (
    select t.* from rebuild_targets t where t.enabled and t.cursor < (select position from head)
    for update skip locked
  ), concerned as (
    select t.site_id from target t
    where exists (
      select 1 from publications p where p.position > t.cursor and p.position <= (select position from head) and ${CONCERNS}
    )
  ), joined as (
    update rebuilds r set
      position = head.position,
      due_at = least(r.requested_at + make_interval(secs => t.longest_wait_seconds), now() + make_interval(secs => t.quiet_seconds))
    from target t, head, concerned c
    where c.site_id = t.site_id and r.site_id = t.site_id and r.state = 'pending' and r.kind = 'changes' and r.attempts = 0
    returning r.site_id
  ), hurried as (
    update rebuilds r set due_at = now() + make_interval(secs => greatest(t.quiet_seconds, ${AFTER_FAILURE_SECONDS})), step = greatest(r.step - 1, 0)
    from target t, concerned c
    where c.site_id = t.site_id and r.site_id = t.site_id and r.state = 'pending' and r.attempts > 0
      and r.due_at > now() + make_interval(secs => greatest(t.quiet_seconds, ${AFTER_FAILURE_SECONDS}))
  ), made as (
    insert into rebuilds (site_id, after_position, position, due_at)
    select t.site_id, t.cursor, head.position, now() + make_interval(secs => t.quiet_seconds)
    from target t join concerned c on c.site_id = t.site_id, head
    where t.site_id not in (select site_id from joined)
  )
  update rebuild_targets t set cursor = head.position from head, target where t.site_id = target.site_id`
