import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Answers, type Content, send } from './answers.ts'
import { BadQuery } from './badQuery.ts'
import type { LedgerHead } from './ledgerHead.ts'
import { headOf } from './readChanges.ts'
import type { ReadModel } from './readModel.ts'

/** How long an instance that is behind waits to hear of a position before it asks the database itself. */
const PATIENCE_MS = 250
/** A position that was told is there; one that no event told may be a mistake. */
const LONGEST_WAIT_MS = 2_000

/** Answers a request with what `produce` makes, from memory or made now; never older than the reader knows. */
export type Answer = (
  request: FastifyRequest,
  reply: FastifyReply,
  produce: (position: number) => Promise<Content>,
) => Promise<void>

/** The one way by which answers that may be kept leave. */
export function answering({ model, head, answers }: { model: ReadModel; head: LedgerHead; answers: Answers }): Answer {
  const reach = async (least: number): Promise<void> => {
    if (await head.reached(least, PATIENCE_MS)) return
    const until = Date.now() + LONGEST_WAIT_MS
    while ((await headOf(model)) < least) {
      if (Date.now() > until) throw new BadQuery('min-cursor', 'a cursor that an event or an earlier answer gave')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return async (request, reply, produce) => {
    const { address, least } = leastOf(request.raw.url ?? '')
    if (least !== undefined && (head.current() ?? -1) < least) await reach(least)
    const acceptEncoding = request.headers['accept-encoding'] as string | undefined
    const found = await answers.get(address, { acceptEncoding, least }, async () => {
      // What is known here is a bound that the database can only be ahead of.
      const known = head.current()
      const position = known === undefined ? await headOf(model) : Math.max(known, least ?? 0)
      return { ...(await produce(position)), head: position }
    })
    reply.hijack()
    send(request.raw, reply.raw, found)
  }
}

/** What stands behind the question mark. */
export const queryOf = ({ raw }: FastifyRequest): string => (raw.url ?? '').split('?').slice(1).join('?')

/**
 * The address without the position that its answer must have reached, and that position.
 * @throws BadQuery for one that is none, or is given twice
 */
export function leastOf(url: string): { address: string; least: number | undefined } {
  const found = /([?&])min-cursor=([^&]*)(&|$)/.exec(url)
  if (!found) refuseOther(url)
  if (!found) return { address: url, least: undefined }
  if (!/^\d{1,15}$/.test(found[2] ?? ''))
    throw new BadQuery('min-cursor', 'a cursor that an event or an earlier answer gave')
  const address = url.replace(found[0], found[3] === '&' ? (found[1] ?? '') : '')
  refuseOther(address)
  return { address, least: Number(found[2]) }
}

/** What is asked for twice, or in disguise, would be answered as if it were not asked for. */
function refuseOther(address: string): void {
  if (!/min|%/i.test(address)) return
  const names = [...new URLSearchParams(address.split('?').slice(1).join('?')).keys()]
  if (names.some((name) => name.startsWith('min-cursor'))) throw new BadQuery('min-cursor', 'one cursor, once')
}
