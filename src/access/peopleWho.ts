import type { PayloadRequest } from 'payload'
import { aside } from '../database/aside.ts'
import { actorOf } from './actor.ts'
import { type Action, type Area, decide } from './decide.ts'

/**
 * The e-mail addresses of the people who may do something: those of the member that owns it, and
 * where there is none, or the network owns it, those of the network.
 */
export async function peopleWho({
  action,
  area,
  owner,
  req,
}: {
  action: Action
  area: Area
  owner?: string | null | undefined
  req: PayloadRequest
}): Promise<string[]> {
  const { docs } = await req.payload.find({
    collection: 'users',
    where: { suspended: { not_equals: true } },
    depth: 0,
    pagination: false,
    limit: 0,
    overrideAccess: true,
    req: aside(req),
  })
  const able = docs.flatMap((user) => {
    const actor = actorOf({ ...user, collection: 'users' })
    return actor && decide(actor, action, area).allowed ? [{ email: user.email, member: actor.member }] : []
  })
  const atHome = owner ? able.filter(({ member }) => member === owner) : []
  const told = atHome.length > 0 ? atHome : able.filter(({ member }) => !member)
  return told.map(({ email }) => email)
}
