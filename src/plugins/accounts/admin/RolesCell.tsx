import { sql } from '@payloadcms/db-postgres'
import type { DefaultServerCellComponentProps } from 'payload'
import { idOf } from '../../../access/actor.ts'
import { roleInWords } from '../../../access/shippedRoles.ts'
import { queries } from '../../../database/queries.ts'
import { uuidList } from '../../../database/uuidList.ts'
import { inLanguageOf } from '../../../text/frEn.ts'

type Row = { role?: unknown; member?: unknown }

/** In a list of accounts: the roles by name, each with its site. */
export async function RolesCell({ cellData, payload, i18n }: DefaultServerCellComponentProps) {
  const assignments = Array.isArray(cellData) ? (cellData as Row[]) : []
  if (assignments.length === 0) return '—'
  const names = async (table: 'roles' | 'members', ids: Array<string | undefined>) => {
    const known = [...new Set(ids.filter((id) => id !== undefined))]
    if (known.length === 0) return new Map<string, { name: string }>()
    const { rows } = await queries(payload).execute<{ id: string; name: string }>(sql`
      select id, name from ${sql.identifier(table)} where id in (${uuidList(known)})`)
    return new Map(rows.map((row) => [row.id, row]))
  }
  const [roles, members] = await Promise.all([
    names(
      'roles',
      assignments.map(({ role }) => idOf(role)),
    ),
    names(
      'members',
      assignments.map(({ member }) => idOf(member)),
    ),
  ])
  return assignments
    .map(({ role, member }) => {
      const held = roles.get(idOf(role) ?? '')
      const name = inLanguageOf({ i18n }, roleInWords({ id: idOf(role), name: held?.name ?? '?' }))
      const site = members.get(idOf(member) ?? '')?.name
      return site ? `${name}, ${site}` : name
    })
    .join(' · ')
}
