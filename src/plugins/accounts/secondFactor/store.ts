import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { iso } from '../../../database/iso.ts'
import { queries } from '../../../database/queries.ts'
import { seal, unseal } from '../../../database/secretBox.ts'
import { hashOfCode, makeRecoveryCodes } from './recoveryCodes.ts'
import { makeSecret, stepOf } from './totp.ts'

/** An account's second factor as its owner sees it. */
export type Factor = { onSince: string | null; codesLeft: number }

export async function readFactor(payload: Payload, user: string): Promise<Factor> {
  const { rows } = await queries(payload).execute<{ on_since: string | null; left: number }>(sql`
    select (select ${iso(sql`on_since`)} from second_factors where user_id = ${user}) as on_since,
      (select count(*)::int from recovery_codes where user_id = ${user} and not is_used) as left`)
  return { onSince: rows[0]?.on_since ?? null, codesLeft: rows[0]?.left ?? 0 }
}

/** A new secret that counts once it is confirmed; nothing where one counts already. */
export async function beginFactor(payload: Payload, user: string): Promise<string | undefined> {
  const secret = makeSecret()
  const { rows } = await queries(payload).execute(sql`
    insert into second_factors (user_id, sealed_secret) values (${user}, ${seal(secret, payload.secret)})
    on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, created_at = now(), last_step = 0
    where second_factors.on_since is null returning user_id`)
  return rows.length > 0 ? secret : undefined
}

/** Takes a code of the authenticator, once; false for a wrong one and for one that was taken. */
export async function takeCode(
  payload: Payload,
  { user, code, isOn }: { user: string; code: string; isOn: boolean },
): Promise<boolean> {
  const state = isOn ? sql`on_since is not null` : sql`on_since is null and created_at > now() - interval '1 hour'`
  const { rows } = await queries(payload).execute<{ sealed: string }>(
    sql`select sealed_secret as sealed from second_factors where user_id = ${user} and ${state}`,
  )
  const secret = rows[0] && openSecret(rows[0].sealed, payload)
  const step = secret && stepOf(secret, code)
  if (!step) return false
  const { rows: taken } = await queries(payload).execute(sql`
    update second_factors set last_step = ${step}, on_since = coalesce(on_since, now())
    where user_id = ${user} and last_step < ${step} and sealed_secret = ${rows[0]?.sealed} and ${state} returning user_id`)
  return taken.length > 0
}

/** Under another application secret than it was sealed with, an authenticator counts for nothing: recovery codes still do. */
function openSecret(sealed: string, payload: Payload): string | undefined {
  try {
    return unseal(sealed, payload.secret)
  } catch {
    payload.logger.error('A second factor was sealed under another PAYLOAD_SECRET.')
    return undefined
  }
}

/** Takes a recovery code, once. */
export async function takeRecoveryCode(payload: Payload, user: string, code: string): Promise<boolean> {
  const { rows: salts } = await queries(payload).execute<{ salt: string }>(
    sql`select distinct salt from recovery_codes where user_id = ${user}`,
  )
  if (!salts[0]) return false
  const { rows } = await queries(payload).execute(sql`
    update recovery_codes set is_used = true
    where user_id = ${user} and hash = ${await hashOfCode(code, salts[0].salt)} and not is_used returning user_id`)
  return rows.length > 0
}

/** New recovery codes in place of all that there were. */
export async function renewRecoveryCodes(payload: Payload, user: string): Promise<string[]> {
  const { codes, salt, hashes } = await makeRecoveryCodes()
  await queries(payload).transaction(async (transaction) => {
    // Of two renewals at once the later one counts alone, not the codes of both.
    await transaction.execute(sql`select 1 from second_factors where user_id = ${user} for update`)
    await transaction.execute(sql`delete from recovery_codes where user_id = ${user}`)
    await transaction.execute(sql`
      insert into recovery_codes (user_id, salt, hash)
      values ${sql.join(
        hashes.map((hash) => sql`(${user}, ${salt}, ${hash})`),
        sql`, `,
      )}`)
  })
  return codes
}

/** From now on this session counts; those that are gone are forgotten. */
export async function confirmSession(payload: Payload, user: string, session: string): Promise<void> {
  await queries(payload).execute(sql`
    with gone as (
      delete from confirmed_sessions where user_id = ${user}
        and session_id not in (select id from users_sessions where _parent_id = ${user})
    )
    insert into confirmed_sessions (session_id, user_id) values (${session}, ${user}) on conflict do nothing`)
}

/** Whether an account had a second factor, which it has no longer. */
export async function endFactor(payload: Payload, user: string): Promise<boolean> {
  const { rows } = await queries(payload).execute<{ was_on: boolean }>(sql`
    with codes as (delete from recovery_codes where user_id = ${user}),
      sessions as (delete from confirmed_sessions where user_id = ${user})
    delete from second_factors where user_id = ${user} returning on_since is not null as was_on`)
  return rows[0]?.was_on ?? false
}
