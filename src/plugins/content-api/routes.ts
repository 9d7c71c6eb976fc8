import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { pathOf, typeOf } from '../../files/storedFile.ts'
import { isUuid } from '../../text/uuid.ts'
import { readChanges } from './readChanges.ts'

/**
 * The public, read-only content API. It reads what was published and nothing else.
 * @param mediaDir where the files of the media library are kept
 */
export const contentRoutes =
  ({ pool, mediaDir }: { pool: Pool; mediaDir: string }) =>
  (door: FastifyInstance): void => {
    door.addHook('onRequest', async (_request, reply) => {
      reply.header('Access-Control-Allow-Origin', '*')
      reply.raw.removeHeader('X-Frame-Options')
    })

    door.get<{ Querystring: { after?: string; limit?: string } }>('/content/changes', async (request, reply) => {
      const { after, limit = '100' } = request.query
      if (after !== undefined && !/^\d{1,15}$/.test(after))
        return reply.code(400).send(wrong('after', 'a cursor that an earlier answer gave'))
      if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > 1000)
        return reply.code(400).send(wrong('limit', 'a number from 1 to 1000'))
      const changes = await readChanges(pool, {
        after: after === undefined ? undefined : Number(after),
        limit: Number(limit),
      })
      return reply.header('Cache-Control', 'no-cache').header('Content-Cursor', changes.cursor).send(changes)
    })

    door.get<{ Params: { id: string; size: string; filename: string } }>(
      '/content/media/:id/:size/:filename',
      async (request, reply) => {
        const { id, size, filename } = request.params
        if (!isUuid(id) || filename.includes('\0') || size.includes('\0')) return reply.code(404).send(notFound)
        const { rows } = await pool.query(
          `select 1 from published_documents where collection = 'media' and document_id = $1 and content #>> array['files', $2, 'filename'] = $3 limit 1`,
          [id, size, filename],
        )
        const path = pathOf(mediaDir, filename)
        const found = rows.length > 0 ? await stat(path).catch(() => undefined) : undefined
        if (!found) return reply.code(404).send(notFound)
        return reply
          .header('Content-Type', typeOf(path))
          .header('Content-Length', found.size)
          .header('Cache-Control', 'public, max-age=31536000, immutable')
          .header('Content-Security-Policy', "default-src 'none'; sandbox")
          .header('Cross-Origin-Resource-Policy', 'cross-origin')
          .send(createReadStream(path))
      },
    )

    door.get('/content/*', async (_request, reply) => reply.code(404).send(notFound))
  }

const notFound = { errors: [{ message: 'Not Found' }] }

const wrong = (field: string, accepts: string) => ({
  errors: [{ message: `The parameter ${field} accepts ${accepts}.`, field }],
})
