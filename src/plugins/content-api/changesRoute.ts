import type { FastifyInstance } from 'fastify'
import type { Answers, Content } from './answers.ts'
import { BadQuery } from './badQuery.ts'
import type { LedgerHead } from './ledgerHead.ts'
import { JSON_TYPE } from './plainHeaders.ts'
import { headOf, readChanges } from './readChanges.ts'
import type { Serving } from './serving.ts'

const PARAMETERS = new Set(['after', 'limit', 'min-cursor'])

/** What changed after a cursor; without one, all that is public. */
export function addChanges(
  door: FastifyInstance,
  { answer, rendering, answers, head }: Serving & { answers: Answers; head: LedgerHead },
): void {
  const { model, address: publicUrl } = rendering

  /** A page of changes. Who reads a full one asks for the next at once: it is made while this one is on its way. */
  const pageOf = async (asked: { after: number | undefined; limit: number }, position: number): Promise<Content> => {
    const { body, version, cursor, more } = await readChanges(model, { ...asked, head: position, address: publicUrl })
    const address = `/content/changes?limit=${asked.limit}&after=${cursor}`
    const readAhead = () =>
      answers.ahead(address, async () => {
        const now = head.current() ?? (await headOf(model))
        return { ...(await pageOf({ after: cursor, limit: asked.limit }, now)), head: now }
      })
    return { status: 200, type: JSON_TYPE, body, version, ...(more ? { onAsked: readAhead } : {}) }
  }

  door.get<{ Querystring: { after?: string; limit?: string } }>('/content/changes', async (request, reply) => {
    const { after, limit: most = '100' } = request.query
    const unknown = Object.keys(request.query).find((name) => !PARAMETERS.has(name))
    if (unknown !== undefined) throw new BadQuery(unknown.slice(0, 120), 'nothing here: after, limit, min-cursor')
    if (after !== undefined && !/^\d{1,15}$/.test(after))
      throw new BadQuery('after', 'a cursor that an earlier answer gave')
    if (!/^\d{1,4}$/.test(most) || Number(most) < 1 || Number(most) > 1000)
      throw new BadQuery('limit', 'a number from 1 to 1000')
    const asked = { after: after === undefined ? undefined : Number(after), limit: Number(most) }
    return answer(request, reply, (position) => pageOf(asked, position))
  })
}
