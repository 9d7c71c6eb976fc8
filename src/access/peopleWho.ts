import type { Payload } from 'payload'
import { type Actor, isOfSites, sitesOf } from './actor.ts'
import { everybody } from './loadGrants.ts'

/**
 * The e-mail addresses of the people who may do something: those of the member that owns it, and
 * where there is none, or the network owns it, those of the network.
 * @param may whether somebody may
 * @param by what asks (loadGrants.ts)
 */
export async function peopleWho({
  may,
  owner,
  payload,
  by,
}: {
  may: (actor: Actor) => boolean
  owner?: string | null | undefined
  payload: Payload
  by?: Parameters<typeof everybody>[1]
}): Promise<string[]> {
  const able = (await everybody(payload, by)).filter(({ actor }) => may(actor))
  const atHome = owner ? able.filter(({ actor }) => sitesOf(actor).includes(owner)) : []
  const told = atHome.length > 0 ? atHome : able.filter(({ actor }) => !isOfSites(actor))
  return told.map(({ email }) => email)
}
