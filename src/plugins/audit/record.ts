import { sql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import type { Act, Teller } from '../../access/tellAct.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { queries } from '../../database/queries.ts'

/** Writes an act down in the transaction of the operation: it is there if and only if what it tells of is. */
export async function recordAct(act: Act, req: PayloadRequest): Promise<void> {
  const transaction = await currentTransaction(req)
  await transaction.execute(insert(act, req))
}

/** Writes an act down by itself: what was denied or failed leaves no transaction behind. */
export async function recordOutcome(act: Act, from: Teller): Promise<void> {
  await queries(from.payload).execute(insert(act, from))
}

function insert({ act, outcome, collection, documentId, owner, detail: given, actor }: Act, req: Teller) {
  const who = actor ?? (req.user ? { collection: req.user.collection, id: String(req.user.id) } : undefined)
  // By which of its keys a program acted (accounts/apiKeys.ts).
  const key = (req.user as { _key?: string } | null | undefined)?._key
  const detail = key ? { ...given, key } : given
  return sql`insert into audit_log (at, actor_collection, actor_id, act, collection, document_id, owner_id, outcome, detail, address, request_id)
    values (clock_timestamp(), ${who?.collection ?? null}, ${who?.id ?? null}, ${act}, ${collection ?? null}, ${documentId ?? null},
      ${owner ?? null}, ${outcome}, ${detail ? JSON.stringify(detail) : null}::jsonb,
      ${req.headers?.get('x-client-address') ?? null}, ${req.headers?.get('x-request-id') ?? null})`
}
