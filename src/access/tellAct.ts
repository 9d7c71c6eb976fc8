import type { Payload, PayloadRequest } from 'payload'

/** One line of the log of acts. */
export type Act = {
  act: string
  outcome: 'done' | 'denied' | 'failed'
  collection?: string | undefined
  documentId?: string | undefined
  owner?: string | null | undefined
  /** The members whose people it concerns, where that is not one `owner` and not all of an account's. */
  sites?: string[] | undefined
  /** Names of fields and ids; never a value that somebody wrote. */
  detail?: Record<string, unknown> | undefined
  /** Who acted, where that is not the person of the request. */
  actor?: { collection: string; id: string } | undefined
}

/** What of a request the log needs: who asks, from where, and the transaction of what was done. */
export type Teller = {
  payload: Payload
  headers?: Headers | undefined
  user?: PayloadRequest['user'] | undefined
  transactionID?: PayloadRequest['transactionID'] | undefined
}

export type ActRecorder = (act: Act, from: Teller) => Promise<void>

/** Under which the log of acts, where there is one, gives its hand to the rest of the product. */
export const RECORD_ACT = 'recordAct'

/** Writes an act that is no change of a document into the log of acts (plugins/audit), where there is one. */
export async function tellAct(act: Act, from: Teller): Promise<void> {
  await (from.payload.config.custom?.[RECORD_ACT] as ActRecorder | undefined)?.(act, from)
}
