import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { APIError, type CollectionAfterChangeHook, type PayloadRequest } from 'payload'
import { pathOf, typeOf } from '../../files/storedFile.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

/**
 * Writes the file and its sizes before the row that names them is committed: temporary name, fsync,
 * rename. It runs after the validation, so that a refused save leaves no file; when it fails the row
 * is rolled back. It never deletes a file: an address that was public keeps its bytes.
 */
export const storeFiles =
  ({ directory }: { directory: string }): CollectionAfterChangeHook =>
  async ({ doc, req }) => {
    if (!req.file?.data) return doc
    const sizes = Object.entries(req.payloadUploadSizes ?? {}).flatMap(([name, buffer]) => {
      const filename = doc.sizes?.[name]?.filename
      return filename ? [{ filename, buffer }] : []
    })
    try {
      await Promise.all(
        [{ filename: doc.filename, buffer: req.file.data }, ...sizes].map(({ filename, buffer }) =>
          writeDurably(pathOf(directory, filename), buffer),
        ),
      )
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      throw new APIError(
        inLanguageOf(
          req,
          frEn(
            'Il n’y a plus de place pour ce fichier sur le serveur. Rien n’a été enregistré ; prévenez le réseau.',
            'There is no room left for this file on the server. Nothing was saved; tell the network.',
          ),
        ),
        507,
        null,
        true,
      )
    }
    return doc
  }

async function writeDurably(path: string, data: Buffer): Promise<void> {
  if (await stat(path).catch(() => undefined)) return
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.part`
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Answers a signed-in person's request for a file; Payload has checked the right to read its document. */
export const serveFile =
  ({ directory }: { directory: string }) =>
  async (_req: PayloadRequest, { params }: { params: { filename: string } }): Promise<Response> => {
    const path = pathOf(directory, params.filename)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) return Response.json({ errors: [{ message: 'Not Found' }] }, { status: 404 })
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
      headers: {
        'Content-Type': typeOf(path),
        'Content-Length': String(found.size),
        'Cache-Control': 'private, max-age=31536000, immutable',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      },
    })
  }
