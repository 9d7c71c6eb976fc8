import { SHIPPED_ROLES, type ShippedRole } from '../../src/access/shippedRoles.ts'
import type { BackOffice, Caller } from './backOffice.ts'

export type Assignment = { role: string; member?: string; until?: string }

/** The assignment of a role that ships, at a site or in the whole network. */
export const shipped = (key: ShippedRole, member?: string): Assignment => ({
  role: SHIPPED_ROLES[key].id,
  ...(member ? { member } : {}),
})

/** Gives an account these roles and no others, beside the rules of who may give what. */
export const give = (office: BackOffice, user: string, assignments: Assignment[]) =>
  office.payload.update({ collection: 'users', id: user, data: { assignments }, overrideAccess: true })

/** Makes a role through the door. */
export const makeRole = async (by: Caller, values: Record<string, unknown>) =>
  by.call('POST', '/api/roles', { name: `Rôle ${Math.random()}`, permissions: [], abilities: [], ...values })
