import type { Pool } from 'pg'
import { guardedFetch } from './guardedFetch.ts'
import type { BuildState } from './providers/index.ts'
import type { Caller } from './sendRebuild.ts'
import { HOOK_COLUMNS, type HookRow, hookOf, providerOf } from './targets.ts'

const CHECK_EVERY_SECONDS = 5
/** A build that says nothing for so long is no longer asked about. */
const GIVE_UP_SECONDS = 1_800

type Asked = HookRow & { id: string; external_id: string | null; asked_at: Date; taken: string[] }

/**
 * Asks one provider how a build of ours stands, where it does not tell by itself.
 * @returns the call under way; none when none is to be made
 */
export async function checkDueBuild(pool: Pool, caller: Caller): Promise<Array<Promise<void>>> {
  const { rows } = await pool.query<Asked>(
    `update rebuilds r set check_at = case when r.asked_at > now() - make_interval(secs => $2) then now() + make_interval(secs => $1) end
     from rebuild_targets t
     where t.site_id = r.site_id and r.id = (
       select id from rebuilds where check_at <= now() and state in ('asked', 'building') order by check_at limit 1 for update skip locked
     )
     returning r.id, r.external_id, r.asked_at, ${HOOK_COLUMNS},
       array(select b.external_id from rebuilds b where b.site_id = r.site_id and b.id <> r.id and b.external_id is not null
         order by b.requested_at desc limit 50) as taken`,
    [CHECK_EVERY_SECONDS, GIVE_UP_SECONDS],
  )
  const asked = rows[0]
  return asked ? [check(pool, asked, caller)] : []
}

async function check(pool: Pool, asked: Asked, { secret, allowPrivateTargets, resolve, log }: Caller): Promise<void> {
  try {
    const provider = providerOf(asked)
    const rebuild = { id: asked.id, externalId: asked.external_id, askedAt: asked.asked_at, taken: asked.taken }
    const call = provider.check?.(hookOf(asked, secret), rebuild)
    if (!call) {
      await pool.query('update rebuilds set check_at = null where id = $1', [asked.id])
      return
    }
    const answer = await guardedFetch(call.url, {
      ...call,
      headers: { 'user-agent': 'Rencontre', ...call.headers },
      allowPrivate: allowPrivateTargets,
      resolve,
    })
    const build = answer.status === 200 ? provider.read?.(answer, rebuild) : undefined
    if (build) await keepBuildState(pool, { id: asked.id, ...build })
    if (answer.status === 200) return
    log.warn({ rebuild: asked.id, status: answer.status }, 'a provider does not say how its build stands')
    if (answer.status === 429) {
      await pool.query(`update rebuilds set check_at = now() + interval '5 minutes' where id = $1`, [asked.id])
    }
  } catch (err) {
    log.warn({ err, rebuild: asked.id }, 'a provider could not be asked how its build stands')
  }
}

/** Keeps what a site or its provider says of a build. What is live stays so: a late word changes nothing. */
export async function keepBuildState(
  pool: Pool,
  { id, state, log, externalId }: BuildState & { id: string },
): Promise<void> {
  const words = log?.replaceAll('\0', '').slice(0, 2000) ?? null
  await pool.query(
    // The row of the site first, as whoever plans and saves does.
    `with site as (
       select site_id from rebuild_targets where site_id = (select site_id from rebuilds where id = $1) for update
     ), said as (
       update rebuilds set state = $2,
         building_at = case when $2 = 'building' then coalesce(building_at, now()) else building_at end,
         live_at = case when $2 = 'live' then now() else live_at end,
         check_at = case when $2 = 'building' then check_at end,
         external_id = coalesce($5, external_id),
         log_address = case when $4 then $3 else log_address end,
         note = case when $4 then note else $3 end
       where id = $1 and site_id in (select site_id from site) and state <> 'live' and not (state = 'failed' and $2 = 'building')
       returning site_id
     )
     update rebuild_targets set reports = true, failing_since = case when $2 = 'failed' then failing_since end
     where site_id in (select site_id from said)`,
    [id, state, words, Boolean(words && /^https?:\/\/\S+$/.test(words)), externalId ?? null],
  )
  await pool.query(`select pg_notify('publications', '')`)
}

/** A build that has said nothing for so long is over for us: people see that rather than a clock that runs for ever. */
export async function giveUpSilentBuilds(pool: Pool): Promise<void> {
  await pool.query(
    `update rebuilds r set state = 'failed', check_at = null, note = 'Pas de nouvelles depuis 30 minutes. — No news for 30 minutes.'
     from rebuild_targets t where t.site_id = r.site_id and t.reports and (
       (r.state = 'building' and r.building_at < now() - make_interval(secs => $1))
       or (r.state = 'asked' and r.asked_at < now() - make_interval(secs => $1))
     )`,
    [GIVE_UP_SECONDS],
  )
}
