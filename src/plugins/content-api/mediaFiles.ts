import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { pathOf, typeOf } from '../../files/storedFile.ts'
import { isUuid } from '../../text/uuid.ts'
import { matches } from './answers.ts'
import { notFound } from './notFound.ts'

/**
 * A file of the library, only while a published document shows it: named by its content, so that it may be
 * kept for good, and in parts for who asks for a range (RFC 9110, 14).
 */
export const sendMediaFile =
  ({ pool, mediaDir }: { pool: Pool; mediaDir: string }) =>
  async (request: FastifyRequest<{ Params: { id: string; size: string; filename: string } }>, reply: FastifyReply) => {
    const { id, size, filename } = request.params
    if (!isUuid(id) || filename.includes('\0') || size.includes('\0')) return reply.code(404).send(notFound)
    const { rows } = await pool.query(
      `select 1 from published_documents where collection = 'media' and document_id = $1
       and case $2 when 'original' then content ->> 'filename' else content #>> array['sizes', $2, 'filename'] end = $3 limit 1`,
      [id, size, filename],
    )
    const path = pathOf(mediaDir, filename)
    const found = rows.length > 0 ? await stat(path).catch(() => undefined) : undefined
    if (!found?.isFile()) return reply.code(404).send(notFound)
    const etag = `"${filename}"`
    reply
      .header('Content-Type', typeOf(path))
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .header('Accept-Ranges', 'bytes')
      .header('ETag', etag)
    const known = request.headers['if-none-match']
    if (known !== undefined && matches(known, etag)) return reply.code(304).send()
    // Ranges are defined for GET alone (RFC 9110, 14.2).
    if (request.method === 'HEAD') return reply.header('Content-Length', found.size).send()
    const range = rangeOf(request.headers.range, request.headers['if-range'] as string | undefined, {
      size: found.size,
      etag,
    })
    if (range === 'unsatisfiable') {
      return reply
        .code(416)
        .removeHeader('ETag')
        .header('Cache-Control', 'no-store')
        .header('Content-Range', `bytes */${found.size}`)
        .send()
    }
    if (!range) return reply.header('Content-Length', found.size).send(createReadStream(path))
    return reply
      .code(206)
      .header('Content-Range', `bytes ${range.start}-${range.end}/${found.size}`)
      .header('Content-Length', range.end - range.start + 1)
      .send(createReadStream(path, range))
  }

/** The one range that is asked for; nothing where the whole file is the right answer, as for several ranges (RFC 9110, 14.2). */
function rangeOf(
  asked: string | undefined,
  ifRange: string | undefined,
  { size, etag }: { size: number; etag: string },
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '') ?? []
  if ((!first && !last) || (ifRange !== undefined && ifRange !== etag)) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1
  if (first && last && Number(last) < Number(first)) return undefined
  return start >= size || start > end ? 'unsatisfiable' : { start, end }
}
