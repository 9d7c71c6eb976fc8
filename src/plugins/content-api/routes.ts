import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import pg from 'pg'
import { type FileStore, StoreAway } from '../../files/fileStore.ts'
import type { Log } from '../../server/log.ts'
import { isUuid } from '../../text/uuid.ts'
import { type Content, keepAnswers, send } from './answers.ts'
import { BadQuery } from './badQuery.ts'
import { type PublicCollection, readContract } from './contract.ts'
import { addDocs } from './docsPage.ts'
import { refuseUnknown } from './formats/format.ts'
import { FORMATS } from './formats/index.ts'
import { jsonSchemas } from './jsonSchemas.ts'
import { followLedger } from './ledgerHead.ts'
import { limitAddresses } from './limitAddresses.ts'
import { listOf } from './listAnswer.ts'
import { sendMediaFile } from './mediaFiles.ts'
import { notFound } from './notFound.ts'
import { openApi } from './openApi.ts'
import { parseQuery } from './parseQuery.ts'
import { headOf, readChanges } from './readChanges.ts'
import { findMoved, findRow } from './readDocuments.ts'
import { renderDocuments } from './renderDocuments.ts'

const CHANGES_PARAMETERS = new Set(['after', 'limit', 'min-cursor'])
const JSON_TYPE = 'application/json; charset=utf-8'
/** How long an instance that is behind waits to hear of a position before it asks the database itself. */
const PATIENCE_MS = 250
/** A position that was told is there; one that no event told may be a mistake. */
const LONGEST_WAIT_MS = 2_000

export type ContentOptions = {
  databaseUrl: string
  log: Log
  /** Where the files of the library lie. */
  files: FileStore
  publicUrl: string
  /** Requests of one address in a minute; 0: any number. */
  requestsPerMinute: number
  /** Whose `X-Forwarded-For` counts. */
  trustedProxies: string | undefined
}

/** A reader that asks for too much at once waits for no other. */
const MOST_CONNECTIONS = 8

/** The public, read-only content API: it reads what was published and nothing else (docs/PUBLICATION.md). */
export function contentApi({ databaseUrl, files, log, publicUrl, requestsPerMinute, trustedProxies }: ContentOptions) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    // A plan that is compiled for 100 ms to read ten rows.
    options: '-c jit=off',
    application_name: 'rencontre content',
  })
  pool.on('error', () => {})
  const head = followLedger({ databaseUrl, log })
  const trust = proxyAddr.compile(trustedProxies ? trustedProxies.split(',').map((proxy) => proxy.trim()) : [])
  const addressOf = (request: IncomingMessage) =>
    trustedProxies ? proxyAddr(request, trust) : (request.socket.remoteAddress ?? '')
  const contract = readContract()
  const headers = headersFor(publicUrl)
  const answers = keepAnswers({ head, headers })
  const limit = limitAddresses({ most: requestsPerMinute })
  const rendering = { pool, contract, address: publicUrl }

  /** Answers at once what is kept in memory, before anything else looks at the request. */
  const early = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url = '', method } = request
    if ((method !== 'GET' && method !== 'HEAD') || !url.startsWith('/content/')) return false
    const answer = answers.ready(url, request.headers['accept-encoding'] as string | undefined)
    if (!answer) return false
    const { isAllowed, headers: extra } = limit.take(addressOf(request))
    if (isAllowed) send(request, response, answer, extra)
    else refuse(response, extra, headers)
    return true
  }

  const routes = (door: FastifyInstance): void => {
    door.addHook('onClose', async () => {
      await head.stop()
      await pool.end()
    })
    door.addHook('onRequest', async ({ raw }, reply) => {
      for (const name of reply.raw.getHeaderNames()) if (name !== 'x-request-id') reply.raw.removeHeader(name)
      const { isAllowed, headers: extra } = limit.take(addressOf(raw))
      if (isAllowed) {
        for (let at = 0; at < extra.length; at += 2) reply.raw.setHeader(extra[at] ?? '', extra[at + 1] ?? '')
        return
      }
      reply.hijack()
      refuse(reply.raw, extra, headers)
    })
    door.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
      for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1])
      if (error instanceof BadQuery)
        return reply.code(400).send({ errors: [{ message: error.message, field: error.field }] })
      // What qs-esm says of a query that is too deep or too long.
      if (error instanceof RangeError)
        return reply.code(400).send({ errors: [{ message: `The query is not well formed: ${error.message}` }] })
      const status = error.statusCode && error.statusCode >= 400 ? error.statusCode : isBusy(error) ? 503 : 500
      if (status >= 500) request.log.error({ err: error }, 'request failed')
      return reply
        .code(status)
        .send({ errors: [{ message: status >= 500 ? 'Something went wrong. Try again in a moment.' : error.message }] })
    })

    /** The answer of an address, from memory or made now; never older than the reader knows. */
    const answer = async (
      request: FastifyRequest,
      reply: FastifyReply,
      produce: (position: number) => Promise<Omit<Content, 'head'>>,
    ) => {
      const { address, least } = leastOf(request.raw.url ?? '')
      if (least !== undefined && (head.current() ?? -1) < least) await reach(least)
      const acceptEncoding = request.headers['accept-encoding'] as string | undefined
      const found = await answers.get(address, { acceptEncoding, least }, async () => {
        // What is known here is a bound that the database can only be ahead of.
        const known = head.current()
        const position = known === undefined ? await headOf(pool) : Math.max(known, least ?? 0)
        return { ...(await produce(position)), head: position }
      })
      reply.hijack()
      send(request.raw, reply.raw, found)
    }

    /** A page of changes. Who reads a full one asks for the next at once: it is made while this one is on its way. */
    const pageOf = async (asked: { after: number | undefined; limit: number }, position: number) => {
      const { body, version, cursor, more } = await readChanges(pool, { ...asked, head: position, address: publicUrl })
      const address = `/content/changes?limit=${asked.limit}&after=${cursor}`
      const readAhead = () =>
        answers.ahead(address, async () => {
          const now = head.current() ?? (await headOf(pool))
          return { ...(await pageOf({ after: cursor, limit: asked.limit }, now)), head: now }
        })
      return { status: 200, type: JSON_TYPE, body, version, ...(more ? { onAsked: readAhead } : {}) }
    }

    const reach = async (least: number): Promise<void> => {
      if (await head.reached(least, PATIENCE_MS)) return
      const until = Date.now() + LONGEST_WAIT_MS
      while ((await headOf(pool)) < least) {
        if (Date.now() > until) throw new BadQuery('min-cursor', 'a cursor that an event or an earlier answer gave')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }

    door.get<{ Params: { collection: string } }>('/content/:collection', async (request, reply) => {
      const { collection: name } = request.params
      const collection = collectionOf(name)
      if (!collection) return missing(reply)
      const query = parseQuery(queryOf(request), { collection, isList: true })
      return answer(request, reply, async () => ({
        status: 200,
        type: JSON_TYPE,
        body: await listOf({ name, query }, rendering),
      }))
    })

    door.get<{ Params: { collection: string; key: string } }>('/content/:collection/:key', async (request, reply) => {
      const { collection: name, key } = request.params
      const collection = collectionOf(name)
      if (!collection || key.includes('\0')) return missing(reply)
      const query = parseQuery(queryOf(request), { collection, isList: false })
      return answer(request, reply, async () => {
        const row = await findRow(pool, { name, key: isUuid(key) ? { id: key } : { slug: key }, query })
        if (row) {
          const [body = ''] = await renderDocuments([row], { ...rendering, query })
          return { status: 200, type: JSON_TYPE, body }
        }
        const moved = isUuid(key) ? undefined : await findMoved(pool, { name, slug: key })
        if (!moved) return { status: 404, type: JSON_TYPE, body: JSON.stringify(notFound) }
        // What one reader must not be older than is no other reader's affair.
        const asked = leastOf(`?${queryOf(request)}`).address.replace(/^\?/, '')
        const location = `/content/${name}/${moved}${asked ? `?${asked}` : ''}`
        return { status: 308, type: JSON_TYPE, body: JSON.stringify({ location }), location }
      })
    })

    door.get<{ Querystring: { after?: string; limit?: string } }>('/content/changes', async (request, reply) => {
      const { after, limit: most = '100' } = request.query
      const unknown = Object.keys(request.query).find((name) => !CHANGES_PARAMETERS.has(name))
      if (unknown !== undefined) throw new BadQuery(unknown.slice(0, 120), 'nothing here: after, limit, min-cursor')
      if (after !== undefined && !/^\d{1,15}$/.test(after))
        throw new BadQuery('after', 'a cursor that an earlier answer gave')
      if (!/^\d{1,4}$/.test(most) || Number(most) < 1 || Number(most) > 1000)
        throw new BadQuery('limit', 'a number from 1 to 1000')
      const asked = { after: after === undefined ? undefined : Number(after), limit: Number(most) }
      return answer(request, reply, (position) => pageOf(asked, position))
    })

    door.get<{ Params: { id: string; size: string; filename: string } }>(
      '/content/media/:id/:size/:filename',
      async (request, reply) => {
        reply.raw.setHeader('Access-Control-Allow-Origin', '*')
        return sendMediaFile({ pool, files })(request, reply)
      },
    )

    for (const { path, type, answer: write } of FORMATS) {
      door.get<{ Params: Record<string, string> }>(path, async (request, reply) => {
        const asked = { params: request.params, query: new URLSearchParams(queryOf(request)) }
        asked.query.delete('min-cursor')
        return answer(request, reply, async () => {
          const body = await write(asked, rendering)
          return body === undefined
            ? { status: 404, type: JSON_TYPE, body: JSON.stringify(notFound) }
            : { status: 200, type: `${type}; charset=utf-8`, body }
        })
      })
    }

    door.get('/content/openapi.json', async (request, reply) => {
      refuseUnknown(new URLSearchParams(queryOf(request)), ['min-cursor'])
      return answer(request, reply, async () => ({
        status: 200,
        type: JSON_TYPE,
        body: JSON.stringify(openApi(contract, publicUrl)),
      }))
    })
    // Each schema alone, with those that it names beside it.
    door.get<{ Params: { name: string } }>('/content/schemas/:name', async (request, reply) => {
      const name = request.params.name.replace(/\.json$/, '')
      const schemas = jsonSchemas(contract, (other) => `#/$defs/${other}`)
      if (!Object.hasOwn(schemas, name)) return missing(reply)
      refuseUnknown(new URLSearchParams(queryOf(request)), ['min-cursor'])
      const schema = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${publicUrl}/content/schemas/${name}.json`,
        $ref: `#/$defs/${name}`,
        $defs: schemas,
      }
      return answer(request, reply, async () => ({
        status: 200,
        type: 'application/schema+json',
        body: JSON.stringify(schema),
      }))
    })
    addDocs(door)

    const missing = (reply: FastifyReply) => {
      for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1])
      return reply.code(404).send(notFound)
    }
    door.options('/content/*', async (_request, reply) =>
      reply
        .header('Access-Control-Allow-Origin', '*')
        .header('Access-Control-Allow-Methods', 'GET, HEAD')
        .header('Access-Control-Allow-Headers', 'If-None-Match, If-Range, Range, Content-Type, Accept')
        .header('Access-Control-Max-Age', '86400')
        .code(204)
        .send(),
    )
    door.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/content/*',
      // Whatever it brings is not read.
      onRequest: async (_request, reply) => {
        missingMethod(reply)
      },
      handler: async () => undefined,
    })
    door.get('/content/*', async (_request, reply) => missing(reply))
  }

  const collectionOf = (name: string): PublicCollection | undefined =>
    Object.hasOwn(contract.collections, name) ? contract.collections[name] : undefined

  return { early, routes, head }
}

/** PostgreSQL says so when it is asked for too much, or goes; the pool has words and no code for it. */
const BUSY_CODES = new Set(['57014', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET'])
const BUSY_WORDS = /^timeout exceeded when trying to connect|^Connection terminated/
const isBusy = (error: Error & { code?: string }): boolean =>
  error instanceof StoreAway || BUSY_CODES.has(error.code ?? '') || BUSY_WORDS.test(error.message)

const missingMethod = (reply: FastifyReply) =>
  reply
    .code(405)
    .header('Allow', 'GET, HEAD, OPTIONS')
    .send({ errors: [{ message: 'The content API only reads.' }] })

const headersFor = (publicUrl: string): string[] => [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Content-Cursor, ETag, RateLimit, RateLimit-Policy, Retry-After',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options',
  'nosniff',
  'Referrer-Policy',
  'no-referrer',
  ...(publicUrl.startsWith('https:') ? ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'] : []),
]

function refuse(response: ServerResponse, extra: string[], headers: string[]): void {
  const body = JSON.stringify({ errors: [{ message: 'Too many requests from this address. Try again in a moment.' }] })
  response.writeHead(429, [
    ...headers,
    ...extra,
    'Content-Type',
    JSON_TYPE,
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
  ])
  response.end(body)
}

const queryOf = ({ raw }: FastifyRequest): string => (raw.url ?? '').split('?').slice(1).join('?')

/** The address without the position that its answer must have reached, and that position. */
function leastOf(url: string): { address: string; least: number | undefined } {
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
