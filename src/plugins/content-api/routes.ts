import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import { type FileStore, StoreAway } from '../../files/fileStore.ts'
import type { Log } from '../../server/log.ts'
import { logRequests } from '../../server/logRequests.ts'
import { answering, queryOf } from './answering.ts'
import { keepAnswers, send } from './answers.ts'
import { BadQuery } from './badQuery.ts'
import { addChanges } from './changesRoute.ts'
import { readContract } from './contract.ts'
import { addDescriptions } from './descriptionRoutes.ts'
import { addDocuments } from './documentRoutes.ts'
import { FORMATS } from './formats/index.ts'
import { followLedger } from './ledgerHead.ts'
import { limitAddresses } from './limitAddresses.ts'
import { notFound } from './notFound.ts'
import { headersFor, JSON_TYPE, putHeaders, refuse, sayMissing } from './plainHeaders.ts'
import type { AskBackOffice } from './preview.ts'
import { isBusyDatabase, openReadModel } from './readModel.ts'
import type { Serving } from './serving.ts'

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
  /** The one thing that is asked of Payload: the draft that a preview link shows. */
  ask: AskBackOffice
}

/**
 * The public, read-only content API: it reads what was published and nothing else (docs/PUBLICATION.md). An
 * application of its own behind the same port: what guards the admin and `/api` has nothing to do with it.
 */
export function contentApi({
  databaseUrl,
  files,
  log,
  publicUrl,
  requestsPerMinute,
  trustedProxies,
  ask,
}: ContentOptions) {
  const model = openReadModel(databaseUrl)
  const head = followLedger({ databaseUrl, log })
  const trust = proxyAddr.compile(trustedProxies ? trustedProxies.split(',').map((proxy) => proxy.trim()) : [])
  const addressOf = (request: IncomingMessage) =>
    trustedProxies ? proxyAddr(request, trust) : (request.socket.remoteAddress ?? '')
  const headers = headersFor(publicUrl)
  const answers = keepAnswers({ head, headers })
  const limit = limitAddresses({ most: requestsPerMinute })
  const serving: Serving = {
    answer: answering({ model, head, answers }),
    rendering: { model, contract: readContract(), address: publicUrl },
    headers,
  }

  const own = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
  })

  /** Answers whatever stands below `/content`: what is kept in memory at once. */
  const early = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url = '', method } = request
    if (!IS_CONTENT.test(url)) return false
    const isRead = method === 'GET' || method === 'HEAD'
    const answer = isRead && answers.ready(url, request.headers['accept-encoding'] as string | undefined)
    if (!answer) {
      own.routing(request, response)
      return true
    }
    const { isAllowed, headers: extra } = limit.take(addressOf(request))
    if (isAllowed) send(request, response, answer, extra)
    else refuse(response, extra, headers)
    return true
  }

  const addRoutes = (door: FastifyInstance): void => {
    logRequests(door, log)
    door.addHook('onRequest', async ({ raw, id }, reply) => {
      reply.raw.setHeader('X-Request-Id', id)
      const { isAllowed, headers: extra } = limit.take(addressOf(raw))
      if (isAllowed) {
        for (let at = 0; at < extra.length; at += 2) reply.raw.setHeader(extra[at] ?? '', extra[at + 1] ?? '')
        return
      }
      reply.hijack()
      refuse(reply.raw, extra, headers)
    })
    door.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
      putHeaders(reply, headers)
      if (error instanceof BadQuery)
        return reply.code(400).send({ errors: [{ message: error.message, field: error.field }] })
      // What qs-esm says of a query that is too deep or too long.
      if (error instanceof RangeError)
        return reply.code(400).send({ errors: [{ message: `The query is not well formed: ${error.message}` }] })
      const status = error.statusCode && error.statusCode >= 400 ? error.statusCode : isBusy(error) ? 503 : 500
      if (status === 503) reply.header('Retry-After', BUSY_S)
      if (status >= 500) request.log.error({ err: error }, 'request failed')
      return reply
        .code(status)
        .send({ errors: [{ message: status >= 500 ? 'Something went wrong. Try again in a moment.' : error.message }] })
    })

    addDocuments(door, { ...serving, files, ask })
    addChanges(door, { ...serving, answers, head })
    addFormats(door, serving)
    addDescriptions(door, serving)
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
    // Who knocks without a question reads what can be asked.
    for (const path of ['/content', '/content/'])
      door.get(path, async (_request, reply) => putHeaders(reply, headers).redirect('/content/docs'))
    door.get('/content/*', async (_request, reply) => sayMissing(reply, headers))
  }

  /** Begins and ends with the door. */
  const routes = async (door: FastifyInstance): Promise<void> => {
    addRoutes(own)
    await own.ready()
    door.addHook('onClose', async () => {
      await own.close()
      await head.stop()
      await model.close()
    })
  }

  return { early, routes, head }
}

/** Feeds, news formats, maps: addresses that answer in a form of their own. */
function addFormats(door: FastifyInstance, { answer, rendering }: Serving): void {
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
}

const IS_CONTENT = /^\/content(?:[/?]|$)/

/** After so many seconds a database that had no connection may have one (RFC 9110, 10.2.3). */
const BUSY_S = 2

const isBusy = (error: Error & { code?: string }): boolean => error instanceof StoreAway || isBusyDatabase(error)

const missingMethod = (reply: FastifyReply) =>
  reply
    .code(405)
    .header('Allow', 'GET, HEAD, OPTIONS')
    .send({ errors: [{ message: 'The content API only reads.' }] })
