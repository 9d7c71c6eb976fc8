import pg from 'pg'

/** What of the log of acts the application's role may do: read, add, and link what is not linked yet (plugins/audit/chain.ts). */
const LOG = 'audit_log'

/**
 * Lets the role of DATABASE_URL work on the tables of another role: it reads and writes rows, and neither
 * changes tables nor what stands in the log of acts. Makes the role where there is none. Run after each
 * migration, as the owner; running it again changes nothing.
 * @param ownerUrl `postgres://…` of the role that owns the tables
 * @param applicationUrl `postgres://…` of the role that the product signs in with
 * @throws Error where both are the same role, or the application's could do more than that all the same
 */
export async function admitApplication(ownerUrl: string, applicationUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(applicationUrl).username)
  if (!name || name === decodeURIComponent(new URL(ownerUrl).username)) {
    throw new Error('DATABASE_OWNER_URL and DATABASE_URL name the same role: give the product one of its own.')
  }
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await owner.connect()
  const role = owner.escapeIdentifier(name)
  try {
    const { rows } = await owner.query<{ is_super: boolean }>(
      'select rolsuper as is_super from pg_roles where rolname = $1',
      [name],
    )
    if (rows[0]?.is_super) throw new Error(`The role ${name} of DATABASE_URL is a superuser: nothing is closed to it.`)
    if (!rows[0]) {
      const password = decodeURIComponent(new URL(applicationUrl).password)
      await owner.query(`create role ${role} login password ${owner.escapeLiteral(password)}`)
    }
    await owner.query(`
      begin;
      revoke create on schema public from public, ${role};
      grant usage on schema public to ${role};
      grant select, insert, update, delete on all tables in schema public to ${role};
      grant usage, select on all sequences in schema public to ${role};
      revoke all on ${LOG} from ${role};
      grant select, insert, update (link, hash) on ${LOG} to ${role};
      commit;`)
    const { rows: owned } = await owner.query<{ owns: boolean }>(
      `select pg_has_role($1, relowner, 'member') or pg_has_role($1, nspowner, 'member') as owns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = $2::regclass`,
      [name, `public.${LOG}`],
    )
    if (owned[0]?.owns) {
      throw new Error(
        `The role ${name} owns the log of acts, its schema or the database: reassign them to another role first.`,
      )
    }
  } finally {
    await owner.end()
  }
}
