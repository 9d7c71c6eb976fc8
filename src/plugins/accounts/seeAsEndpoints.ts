import { type Endpoint, NotFound, type PayloadRequest } from 'payload'
import { SEE_AS_COOKIE, seenAs, visibleGrants } from '../../access/seeAs.ts'
import { tellAct } from '../../access/tellAct.ts'

/**
 * `POST /api/users/{id}/see-as`: looks at the back office as somebody whom one manages, until
 * `DELETE /api/users/see-as`. Meanwhile nothing can be changed (server/seeAsIsReading.ts).
 */
export const seeAsEndpoints: Endpoint[] = [
  {
    path: '/see-as',
    method: 'delete',
    handler: async () => withCookie('', 0),
  },
  {
    path: '/:id/see-as',
    method: 'post',
    handler: async (req) => {
      const id = String(req.routeParams?.id ?? '')
      if (!req.user || seenAs(req.user) || (await visible(req, id)) === 0) throw new NotFound(req.t)
      await tellAct({ act: 'seen-as', outcome: 'done', collection: 'users', documentId: id }, req)
      return withCookie(id, LONGEST_S)
    },
  },
]

/** Nobody forgets for longer that they look through the eyes of somebody else. */
const LONGEST_S = 60 * 60

const visible = async (req: PayloadRequest, id: string): Promise<number> =>
  /^[0-9a-f-]{36}$/.test(id) && req.user ? (await visibleGrants(req.user, id, req.payload)).length : 0

const withCookie = (value: string, seconds: number): Response =>
  Response.json(
    { done: value ? 'seeing' : 'back' },
    {
      headers: {
        'cache-control': 'no-store',
        'set-cookie': `${SEE_AS_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`,
      },
    },
  )
