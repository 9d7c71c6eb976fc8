import { sql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import { ASSIGNMENTS } from '../../access/loadGrants.ts'
import type { Act, Teller } from '../../access/tellAct.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { queries } from '../../database/queries.ts'

/** Writes an act down in the transaction of the operation: it is there if and only if what it tells of is. */
export async function recordAct(act: Act, req: PayloadRequest): Promise<void> {
  const transaction = await currentTransaction(req)
  await transaction.execute(insert([act], req))
}

/** Writes acts down by themselves: what was denied or failed leaves no transaction behind. At least one. */
export async function recordOutcomes(acts: Act[], from: Teller): Promise<void> {
  await queries(from.payload).execute(insert(acts, from))
}

/** Writes an act down where it belongs: what was done inside a transaction goes or stays with it. */
export async function recordTold(act: Act, from: Teller): Promise<void> {
  const isInTransaction = act.outcome === 'done' && (await from.transactionID) !== undefined
  await (isInTransaction ? recordAct(act, from as PayloadRequest) : recordOutcomes([act], from))
}

const insert = (acts: Act[], req: Teller): ReturnType<typeof sql> => sql`
  insert into audit_log (at, actor_collection, actor_id, act, collection, document_id, owner_id, outcome, detail, address, request_id)
  values ${sql.join(
    acts.map((act) => row(act, req)),
    sql`, `,
  )}`

function row({ act, outcome, collection, documentId, owner, sites, detail: given, actor }: Act, req: Teller) {
  const who = actor ?? (req.user ? { collection: req.user.collection, id: String(req.user.id) } : undefined)
  // By which of its keys a program acted (accounts/apiKeys.ts).
  const key = (req.user as { _key?: string } | null | undefined)?._key
  const detail = { ...given, ...(key ? { key } : {}), ...(sites && sites.length > 0 ? { sites } : {}) }
  const told = Object.keys(detail).length > 0 ? sql`${JSON.stringify(detail)}::jsonb` : sql`null::jsonb`
  // Who was denied something works for sites, beside those at which it was tried.
  const account = sites && outcome === 'done' ? undefined : accountConcerned({ outcome, collection, documentId }, who)
  return sql`(
    clock_timestamp(), ${who?.collection ?? null}, ${who?.id ?? null}::uuid, ${act}, ${collection ?? null}, ${documentId ?? null},
    ${owner ?? null}::uuid, ${outcome}, ${account ? withSitesOf(told, account) : told},
    ${req.headers?.get('x-client-address') ?? null}, ${req.headers?.get('x-request-id') ?? null})`
}

type Account = { table: string; id: string }

/** Whose sites read of an act: what was denied, or done with no document, concerns those of who did it. */
function accountConcerned(
  { outcome, collection, documentId }: Pick<Act, 'outcome' | 'collection' | 'documentId'>,
  who: { collection: string; id: string } | undefined,
): Account | undefined {
  const isOfDocument = outcome === 'done' && documentId !== undefined
  const [of, id] = isOfDocument ? [collection, documentId] : [who?.collection, who?.id]
  return of && Object.hasOwn(ASSIGNMENTS, of) && id
    ? { table: ASSIGNMENTS[of as keyof typeof ASSIGNMENTS], id }
    : undefined
}

const withSitesOf = (detail: ReturnType<typeof sql>, { table, id }: Account): ReturnType<typeof sql> => sql`(
  select case when count(*) = 0 then ${detail}
    else coalesce(${detail}, '{}') || jsonb_build_object('sites', jsonb_agg(distinct site)) end
  from (
    select member_id::text as site from ${sql.identifier(table)}
    where _parent_id = ${id} and member_id is not null and (until is null or until > now())
    union select jsonb_array_elements_text(coalesce(${detail} -> 'sites', '[]'))) concerned)`
