import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FileStore } from '../../files/fileStore.ts'
import { isUuid } from '../../text/uuid.ts'
import { leastOf, queryOf } from './answering.ts'
import type { PublicCollection } from './contract.ts'
import { listOf } from './listAnswer.ts'
import { type FileAddress, sendFile, sendMediaFile } from './mediaFiles.ts'
import { notFound } from './notFound.ts'
import { parseQuery } from './parseQuery.ts'
import { JSON_TYPE, putHeaders, sayMissing } from './plainHeaders.ts'
import { type AskBackOffice, readDraft, renderDraft, showsFile } from './preview.ts'
import { findMoved, findRow } from './readDocuments.ts'
import { renderDocuments } from './renderDocuments.ts'
import type { Serving } from './serving.ts'

type One = { Params: { collection: string; key: string } }

/** Lists, single documents and files; and the drafts of who has a preview link. */
export function addDocuments(
  door: FastifyInstance,
  { answer, rendering, headers, files, ask }: Serving & { files: FileStore; ask: AskBackOffice },
): void {
  const { contract, model } = rendering
  const collectionOf = (name: string): PublicCollection | undefined =>
    Object.hasOwn(contract.collections, name) ? contract.collections[name] : undefined

  door.get<{ Params: { collection: string } }>('/content/:collection', async (request, reply) => {
    const { collection: name } = request.params
    const collection = collectionOf(name)
    if (!collection) return sayMissing(reply, headers)
    const query = parseQuery(queryOf(request), { collection, isList: true })
    return answer(request, reply, async () => ({
      status: 200,
      type: JSON_TYPE,
      ...(await listOf({ name, query }, rendering)),
    }))
  })

  door.get<One>('/content/:collection/:key', async (request, reply) => {
    const { collection: name, key } = request.params
    const collection = collectionOf(name)
    if (!collection || key.includes('\0')) return sayMissing(reply, headers)
    const { token, text } = tokenOf(request)
    const query = parseQuery(text, { collection, isList: false })
    if (token !== undefined) {
      const body = await renderDraft(await readDraft(ask, token), { name, key, query, ...rendering })
      if (body === undefined) return sayMissing(reply, headers)
      return forOneReader(putHeaders(reply, headers)).type(JSON_TYPE).send(body)
    }
    return answer(request, reply, async () => {
      const found = await findRow(model, { name, key: isUuid(key) ? { id: key } : { slug: key }, query })
      if (found) {
        const { docs, version } = await renderDocuments([found.row], { ...rendering, query, targets: found.targets })
        return { status: 200, type: JSON_TYPE, raw: docs[0] ?? '', version }
      }
      const moved = isUuid(key) ? undefined : await findMoved(model, { name, slug: key })
      if (!moved) return { status: 404, type: JSON_TYPE, body: JSON.stringify(notFound) }
      // What one reader must not be older than is no other reader's affair.
      const asked = leastOf(`?${text}`).address.replace(/^\?/, '')
      const location = `/content/${name}/${moved}${asked ? `?${asked}` : ''}`
      return { status: 308, type: JSON_TYPE, body: JSON.stringify({ location }), location }
    })
  })

  const sendPublic = sendMediaFile({ model, files })
  door.get<{ Params: FileAddress }>('/content/media/:id/:size/:filename', async (request, reply) => {
    reply.raw.setHeader('Access-Control-Allow-Origin', '*')
    const { token } = tokenOf(request)
    if (token === undefined) return sendPublic(request, reply)
    const { filename } = request.params
    if (!showsFile(await readDraft(ask, token), request.params)) return sayMissing(reply, headers)
    return sendFile(request, forOneReader(reply), { files, filename, cacheControl: NO_STORE })
  })
}

const NO_STORE = 'private, no-store'

/** A draft is for whoever has the link: no cache keeps it, no search engine lists it. */
const forOneReader = (reply: FastifyReply): FastifyReply =>
  reply.header('Cache-Control', NO_STORE).header('X-Robots-Tag', 'noindex')

/** The token of a preview link, and the query without it. */
function tokenOf(request: FastifyRequest): { token: string | undefined; text: string } {
  const text = queryOf(request)
  const parts = text.split('&')
  const found = parts.filter((part) => part.startsWith('preview='))
  if (found.length !== 1) return { token: undefined, text }
  return { token: found[0]?.slice('preview='.length), text: parts.filter((part) => part !== found[0]).join('&') }
}
