import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/**
 * Security headers on every answer, and a Content-Security-Policy with a nonce per request. The
 * policy is put on the request too, before Next sees it: Next then sets the nonce on each script of
 * the admin. Styles need 'unsafe-inline': the editor and the date picker position with them.
 */
export function addSecurityHeaders(
  door: FastifyInstance,
  { isSecure, isDevelopment }: { isSecure: boolean; isDevelopment: boolean },
): void {
  door.addHook('onRequest', async (request, reply) => {
    const policy = contentSecurityPolicy({ nonce: randomBytes(16).toString('base64'), isSecure, isDevelopment })
    request.raw.headers['content-security-policy'] = policy
    reply.raw.setHeader('Content-Security-Policy', policy)
    reply.raw.setHeader('X-Content-Type-Options', 'nosniff')
    reply.raw.setHeader('X-Frame-Options', 'DENY')
    reply.raw.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
    reply.raw.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()')
    reply.raw.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    reply.raw.setHeader('X-Request-Id', request.id)
    sayWhenToTryAgain(reply.raw)
    if (isSecure) reply.raw.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  })
}

/** Seconds after which an overload (503) or a limit (429) is worth another try. */
const TRY_AGAIN_AFTER = new Map([
  [503, '2'],
  [429, '60'],
])

/** An answer of 503 or 429 says when to try again, whoever gives it (RFC 9110, 10.2.3; RFC 6585, 4). */
function sayWhenToTryAgain(response: ServerResponse): void {
  const { writeHead } = response
  response.writeHead = function addRetryAfter(this: ServerResponse, status: number, ...rest: never[]) {
    const seconds = TRY_AGAIN_AFTER.get(status)
    if (seconds && !this.hasHeader('Retry-After')) this.setHeader('Retry-After', seconds)
    return writeHead.call(this, status, ...rest)
  } as typeof writeHead
}

function contentSecurityPolicy({
  nonce,
  isSecure,
  isDevelopment,
}: {
  nonce: string
  isSecure: boolean
  isDevelopment: boolean
}): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : " 'strict-dynamic'"}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
