import type { Payload } from 'payload'
import { SHIPPED_ROLES } from '../access/shippedRoles.ts'
import { DEMONSTRATION_ACCOUNTS } from './accounts.ts'
import { findOrCreate } from './findOrCreate.ts'

/** Makes the demonstration accounts, one for each role. */
export async function seedAccounts(
  payload: Payload,
  { members, password }: { members: Map<string, string>; password: string },
): Promise<number> {
  for (const { email, name, role, member } of DEMONSTRATION_ACCOUNTS) {
    await findOrCreate(payload, 'users', { email: { equals: email } }, () => ({
      email,
      name,
      password,
      assignments: [{ role: SHIPPED_ROLES[role].id, ...(member ? { member: members.get(member) } : {}) }],
    }))
  }
  return DEMONSTRATION_ACCOUNTS.length
}
