import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { notFound } from './notFound.ts'

export const JSON_TYPE = 'application/json; charset=utf-8'

/** The headers of every answer of the content API, name and value in turn, as Node takes them. */
export const headersFor = (publicUrl: string): string[] => [
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

/** Puts them on an answer that Fastify sends. */
export function putHeaders(reply: FastifyReply, headers: string[]): FastifyReply {
  for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1])
  return reply
}

/** Says that nothing public is there. */
export const sayMissing = (reply: FastifyReply, headers: string[]): FastifyReply =>
  putHeaders(reply, headers).code(404).send(notFound)

/** Says that an address has asked for too much. */
export function refuse(response: ServerResponse, extra: string[], headers: string[]): void {
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
