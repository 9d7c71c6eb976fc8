import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { sqlOf } from '../../database/sqlOf.ts'

type Session = { id: string; createdAt?: Date | string | null; expiresAt: Date | string }

/** As old as a session is at most while Payload writes it down for the first time. */
const FRESH_MS = 10_000

/**
 * Has a sign-in write down its session, and nothing else. Payload 3.90.2 (`addSessionToUser`) writes the whole account
 * as it was read before the password was checked: of sign-ins at the same time all sessions but one are lost, and
 * what was changed in between, a role that was taken away, comes back. Delete this when it adds a session alone.
 */
export function addSessionsAlone({ db }: Payload): void {
  const updateOne = db.updateOne.bind(db)
  db.updateOne = async (args) => {
    const { sessions } = args.data as { sessions?: Session[] }
    const isOfSession = args.collection === 'users' && args.returning === false && Array.isArray(sessions)
    const added = isOfSession && args.req ? sessions.filter(isFresh) : []
    if (added.length === 0 || !args.id || !args.req) return updateOne(args)
    const own = await sqlOf(args.req as Parameters<typeof sqlOf>[0])
    await own.execute(sql`delete from users_sessions where _parent_id = ${args.id} and expires_at <= now()`)
    for (const { id, createdAt, expiresAt } of added) {
      await own.execute(sql`
        insert into users_sessions (_order, _parent_id, id, created_at, expires_at)
        select coalesce(max(_order), 0) + 1, ${args.id}::uuid, ${id}, ${inIso(createdAt)}::timestamptz, ${inIso(expiresAt)}::timestamptz
        from users_sessions where _parent_id = ${args.id} on conflict (id) do nothing`)
    }
    return args.data
  }
}

const isFresh = ({ createdAt }: Session): boolean =>
  createdAt !== null && createdAt !== undefined && Date.now() - new Date(createdAt).getTime() < FRESH_MS

const inIso = (instant: Date | string | null | undefined): string => new Date(instant ?? Date.now()).toISOString()
