import { sql } from '@payloadcms/db-postgres'
import type { DefaultServerCellComponentProps } from 'payload'
import { idOf } from '../../../access/actor.ts'
import { SHIPPED_ROLES } from '../../../access/shippedRoles.ts'
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
    if (known.length === 0) return new Map<string, { name: string; key?: string | null }>()
    const key = table === 'roles' ? sql`key` : sql`null as key`
    const { rows } = await queries(payload).execute<{ id: string; name: string; key: string | null }>(sql`
      select id, name, ${key} from ${sql.identifier(table)} where id in (${uuidList(known)})`)
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
      const shipped = SHIPPED_ROLES[held?.key as keyof typeof SHIPPED_ROLES]
      const name = shipped ? inLanguageOf({ i18n }, shipped.label) : (held?.name ?? '?')
      const site = members.get(idOf(member) ?? '')?.name
      return site ? `${name}, ${site}` : name
    })
    .join(' · ')
}
