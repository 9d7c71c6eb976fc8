import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { permissionsOf, SHIPPED_KEYS, SHIPPED_ROLES } from '../../access/shippedRoles.ts'
import { queries } from '../../database/queries.ts'

/** Writes the shipped roles as this version knows them; what they say today counts, whatever an earlier version said. */
export async function keepShippedRoles(payload: Payload): Promise<void> {
  // A command that brings the database up to date starts Payload before there is such a table.
  const { rows: tables } = await queries(payload).execute<{ exists: boolean }>(
    sql`select to_regclass('roles') is not null as exists`,
  )
  if (!tables[0]?.exists) return
  const collections = payload.config.collections.map(({ slug, custom }) => ({ slug, area: custom?.area }))
  const rows = SHIPPED_KEYS.map((key) => {
    const { id, label, description, scope, abilities } = SHIPPED_ROLES[key]
    return sql`(${id}::uuid, ${key}, ${label.fr}, ${description.fr}, ${scope}::enum_roles_scope,
      ${JSON.stringify(permissionsOf(key, collections))}::jsonb, ${JSON.stringify(abilities)}::jsonb)`
  })
  await queries(payload).execute(sql`
    insert into roles (id, key, name, description, scope, permissions, abilities) values ${sql.join(rows, sql`, `)}
    on conflict (id) do update set key = excluded.key, name = excluded.name, description = excluded.description,
      scope = excluded.scope, permissions = excluded.permissions, abilities = excluded.abilities, updated_at = now()
    where (roles.key, roles.name, roles.description, roles.scope, roles.permissions, roles.abilities)
      is distinct from (excluded.key, excluded.name, excluded.description, excluded.scope, excluded.permissions, excluded.abilities)`)
}
