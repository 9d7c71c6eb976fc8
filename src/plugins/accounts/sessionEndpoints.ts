import { sql } from '@payloadcms/db-postgres'
import { type Endpoint, NotFound, type PayloadRequest } from 'payload'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { sessionOf } from '../../access/signIn.ts'
import { tellAct } from '../../access/tellAct.ts'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { endSessions } from './endSessions.ts'
import { browserOf } from './sessionOrigins.ts'

/** A place where somebody is signed in: the browser and the address from which they did so, where that is known. */
export type SessionView = {
  id: string
  createdAt: string
  expiresAt: string
  isThis: boolean
  browser: string
  address: string | null
}

/**
 * One's own sessions: `GET /api/users/sessions` lists them, `DELETE /api/users/sessions/{id}` ends one,
 * `DELETE /api/users/sessions` all but this one (OWASP ASVS 5, 7.4). What is ended counts at its next request.
 */
export const sessionEndpoints: Endpoint[] = [
  { path: '/sessions', method: 'get', handler: async (req) => privateAnswer({ sessions: await list(req) }) },
  { path: '/sessions', method: 'delete', handler: async (req) => privateAnswer({ ended: await end(req, undefined) }) },
  {
    path: '/sessions/:session',
    method: 'delete',
    handler: async (req) => {
      const ended = await end(req, String(req.routeParams?.session))
      if (ended === 0) throw new NotFound(req.t)
      return privateAnswer({ ended })
    },
  },
]

/** Whose sessions, and which of them asks. */
function own(req: PayloadRequest): { user: string; session: string } {
  if (req.user?.collection !== 'users') throw new NotFound(req.t)
  return { user: req.user.id, session: sessionOf(req.user) }
}

async function list(req: PayloadRequest): Promise<SessionView[]> {
  const { user, session } = own(req)
  const { rows } = await queries(req.payload).execute<Omit<SessionView, 'browser'> & { userAgent: string | null }>(sql`
    select s.id, ${iso(sql`s.created_at`)} as "createdAt", ${iso(sql`s.expires_at`)} as "expiresAt",
      s.id = ${session} as "isThis", o.user_agent as "userAgent", o.address
    from users_sessions s left join session_origins o on o.session_id = s.id
    where s._parent_id = ${user} and s.expires_at > now() order by s.created_at desc`)
  return rows.map(({ userAgent, ...one }) => ({ ...one, browser: browserOf(userAgent) }))
}

/** @param which nothing: all but the one that asks */
async function end(req: PayloadRequest, which: string | undefined): Promise<number> {
  const { user, session } = own(req)
  const ended = await endSessions(req.payload, user, which === undefined ? { but: session } : { only: which })
  if (ended > 0) await tellAct({ act: 'sessions-ended', outcome: 'done', collection: 'users', documentId: user }, req)
  return ended
}
