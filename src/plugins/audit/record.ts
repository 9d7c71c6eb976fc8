import { sql } from '@payloadcms/db-postgres'
import type { PayloadRequest } from 'payload'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { queries } from '../../database/queries.ts'

/** One line of the log of acts. */
export type Act = {
  act: string
  outcome: 'done' | 'denied' | 'failed'
  collection?: string | undefined
  documentId?: string | undefined
  owner?: string | null | undefined
  detail?: Record<string, unknown> | undefined
  /** Who acted, where that is not the person of the request. */
  actor?: { collection: string; id: string } | undefined
}

/** Writes an act down in the transaction of the operation: it is there if and only if what it tells of is. */
export async function recordAct(act: Act, req: PayloadRequest): Promise<void> {
  const transaction = await currentTransaction(req)
  await transaction.execute(insert(act, req))
}

/** Writes an act down by itself: what was denied or failed leaves no transaction behind. */
export async function recordOutcome(act: Act, req: PayloadRequest): Promise<void> {
  await queries(req.payload).execute(insert(act, req))
}

function insert({ act, outcome, collection, documentId, owner, detail, actor }: Act, req: PayloadRequest) {
  const who = actor ?? (req.user ? { collection: req.user.collection, id: String(req.user.id) } : undefined)
  return sql`insert into audit_log (at, actor_collection, actor_id, act, collection, document_id, owner_id, outcome, detail, address, request_id)
    values (clock_timestamp(), ${who?.collection ?? null}, ${who?.id ?? null}, ${act}, ${collection ?? null}, ${documentId ?? null},
      ${owner ?? null}, ${outcome}, ${detail ? JSON.stringify(detail) : null}::jsonb,
      ${req.headers?.get('x-client-address') ?? null}, ${req.headers?.get('x-request-id') ?? null})`
}
