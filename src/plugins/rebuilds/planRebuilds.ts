import type { Pool } from 'pg'

/**
 * Looks at the entries that each public site has not looked at yet; those that concern it join its
 * pending rebuild or make one, due after the quiet period and at most after the longest wait. One
 * statement per site, the site's row locked: no entry is counted twice, none is passed over.
 */
export async function planRebuilds(pool: Pool): Promise<void> {
  const { rows: behind } = await pool.query<{ site_id: string }>(
    `select site_id from rebuild_targets where enabled and cursor < (select coalesce(max(position), 0) from publications)`,
  )
  for (const { site_id } of behind) await planRebuild(pool, site_id)
}

async function planRebuild(pool: Pool, siteId: string): Promise<void> {
  await pool.query(
    `with target as (
       select * from rebuild_targets where site_id = $1 and enabled for update skip locked
     ), head as (
       select max(position) as position from publications
     ), concerned as (
       select count(*) as changes from target t join publications p on p.position > t.cursor and p.position <= (select position from head)
       where ${CONCERNS}
     ), joined as (
       update rebuilds r set
         position = head.position,
         -- A rebuild that failed keeps its own time for the next try.
         due_at = case when r.attempts > 0 then r.due_at
           else least(r.requested_at + make_interval(secs => t.longest_wait_seconds), now() + make_interval(secs => t.quiet_seconds)) end
       from target t, head, concerned c
       where r.site_id = t.site_id and r.state = 'pending' and (r.lease_until is null or r.lease_until < now()) and c.changes > 0
       returning r.id
     ), made as (
       insert into rebuilds (site_id, after_position, position, due_at)
       select t.site_id, t.cursor, head.position, now() + make_interval(secs => t.quiet_seconds)
       from target t, head, concerned c
       where c.changes > 0 and not exists (select 1 from joined)
       returning id
     )
     update rebuild_targets t set cursor = head.position from head, target where t.site_id = target.site_id`,
    [siteId],
  )
}

/** An entry `p` concerns a target `t`: it is shown there itself, or something shown there points at it. */
export const CONCERNS = `(
  (${isListed('collections', 'p.collection')} and ${isListed('members', 'p.owner_id::text')} and ${isListed('languages', 'p.language')})
  or exists (
    select 1 from published_references r
    join published_documents d on d.collection = r.collection and d.document_id = r.document_id and d.language = r.language
    where r.target_collection = p.collection and r.target_id = p.document_id
      and ${isListed('collections', 'd.collection')} and ${isListed('members', 'd.owner_id::text')} and ${isListed('languages', 'd.language')}
  )
)`

function isListed(list: string, value: string): string {
  return `(jsonb_array_length(t.shows -> '${list}') = 0 or t.shows -> '${list}' ? ${value})`
}
