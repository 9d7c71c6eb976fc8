import { type Endpoint, NotFound, type PayloadRequest } from 'payload'
import { SEE_AS_COOKIE } from '../../access/cookies.ts'
import { sealSight, seenAs, visibleGrants } from '../../access/seeAs.ts'
import { tellAct } from '../../access/tellAct.ts'
import { isUuid } from '../../text/uuid.ts'

/**
 * `POST /api/users/{id}/see-as`: looks at the back office as somebody whom one manages, until
 * `DELETE /api/users/see-as`. Meanwhile nothing can be changed (server/seeAsIsReading.ts).
 */
export const seeAsEndpoints: Endpoint[] = [
  {
    path: '/see-as',
    method: 'delete',
    handler: async (req) => withCookie('', 0, req),
  },
  {
    path: '/:id/see-as',
    method: 'post',
    handler: async (req) => {
      const id = String(req.routeParams?.id ?? '')
      const grants = req.user && isUuid(id) && !seenAs(req.user) ? await visibleGrants(req.user, id, req.payload) : []
      if (grants.length === 0) throw new NotFound(req.t)
      await tellAct({ act: 'seen-as', outcome: 'done', collection: 'users', documentId: id }, req)
      const by = String(req.user?.id)
      return withCookie(sealSight(by, id, { seconds: LONGEST_S, secret: req.payload.secret }), LONGEST_S, req)
    },
  },
]

/** Nobody forgets for longer that they look through the eyes of somebody else. */
const LONGEST_S = 60 * 60

const withCookie = (value: string, seconds: number, { payload }: PayloadRequest): Response =>
  Response.json(
    { done: value ? 'seeing' : 'back' },
    {
      headers: {
        'cache-control': 'no-store',
        'set-cookie': `${SEE_AS_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${payload.config.serverURL.startsWith('https:') ? '; Secure' : ''}`,
      },
    },
  )
