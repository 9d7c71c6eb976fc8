import { sql } from '@payloadcms/db-postgres'
import Bowser from 'bowser'
import { decodeJwt } from 'jose'
import type { CollectionAfterLoginHook } from 'payload'
import { sqlOf } from '../../database/sqlOf.ts'

const LONGEST = 400

/** Writes down from where a session was opened, and forgets those of sessions that are gone. */
export const rememberOrigin: CollectionAfterLoginHook = async ({ req, token, user }) => {
  const session = decodeJwt<{ sid?: string }>(token).sid
  if (!session) return
  await (await sqlOf(req)).execute(sql`
    with gone as (
      delete from session_origins where user_id = ${user.id}
        and session_id not in (select id from users_sessions where _parent_id = ${user.id})
    )
    insert into session_origins (session_id, user_id, user_agent, address)
    values (${session}, ${user.id}, ${(req.headers.get('user-agent') ?? '').slice(0, LONGEST)},
      ${req.headers.get('x-client-address')}) on conflict do nothing`)
}

/** A browser and its system as people call them ("Firefox, Linux"); nothing where it says neither. */
export function browserOf(userAgent: string | null): string {
  if (!userAgent) return ''
  const { browser, os } = Bowser.parse(userAgent)
  return [browser.name, os.name].filter(Boolean).join(', ')
}
