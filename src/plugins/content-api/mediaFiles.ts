import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FileStore } from '../../files/fileStore.ts'
import { typeOf } from '../../files/storedFile.ts'
import { isUuid } from '../../text/uuid.ts'
import { matches } from './answers.ts'
import { notFound } from './notFound.ts'
import type { ReadModel } from './readModel.ts'

export type FileAddress = { id: string; size: string; filename: string }

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** A file of the library, only while a published document shows it: named by its content, so that it may be kept for good. */
export const sendMediaFile =
  ({ model, files }: { model: ReadModel; files: FileStore }) =>
  async (request: FastifyRequest<{ Params: FileAddress }>, reply: FastifyReply) => {
    const { id, size, filename } = request.params
    if (!isUuid(id) || filename.includes('\0') || size.includes('\0')) return reply.code(404).send(notFound)
    const rows = await model.ask({
      isKept: true,
      text: `select 1 from published_documents where collection = 'media' and document_id = $1
       and case $2 when 'original' then content ->> 'filename' else content #>> array['sizes', $2, 'filename'] end = $3 limit 1`,
      values: [id, size, filename],
    })
    if (rows.length === 0) return reply.code(404).send(notFound)
    return sendFile(request, reply, { files, filename, cacheControl: FOR_GOOD })
  }

/** The bytes of a file, in parts for who asks for a range (RFC 9110, 14). Who may have it has been asked. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, filename, cacheControl }: { files: FileStore; filename: string; cacheControl: string },
) {
  const bytes = await files.sizeOf(filename)
  if (bytes === undefined) return reply.code(404).send(notFound)
  const etag = `"${filename}"`
  reply
    .header('Content-Type', typeOf(filename))
    .header('Cache-Control', cacheControl)
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('Accept-Ranges', 'bytes')
    .header('ETag', etag)
  const known = request.headers['if-none-match']
  if (known !== undefined && matches(known, etag)) return reply.code(304).send()
  // Ranges are defined for GET alone (RFC 9110, 14.2).
  if (request.method === 'HEAD') return reply.header('Content-Length', bytes).send()
  const range = rangeOf(request.headers.range, request.headers['if-range'] as string | undefined, { bytes, etag })
  if (range === 'unsatisfiable') {
    return reply
      .code(416)
      .removeHeader('ETag')
      .header('Cache-Control', 'no-store')
      .header('Content-Range', `bytes */${bytes}`)
      .send()
  }
  if (!range) return reply.header('Content-Length', bytes).send(await files.stream(filename))
  return reply
    .code(206)
    .header('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`)
    .header('Content-Length', range.end - range.start + 1)
    .send(await files.stream(filename, range))
}

/** The one range that is asked for; nothing where the whole file is the right answer, as for several ranges (RFC 9110, 14.2). */
function rangeOf(
  asked: string | undefined,
  ifRange: string | undefined,
  { bytes, etag }: { bytes: number; etag: string },
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '') ?? []
  if ((!first && !last) || (ifRange !== undefined && ifRange !== etag)) return undefined
  const start = first ? Number(first) : Math.max(0, bytes - Number(last))
  const end = first && last ? Math.min(Number(last), bytes - 1) : bytes - 1
  if (first && last && Number(last) < Number(first)) return undefined
  return start >= bytes || start > end ? 'unsatisfiable' : { start, end }
}
