import { Readable } from 'node:stream'
import { APIError, type CollectionAfterChangeHook, type PayloadRequest } from 'payload'
import { type FileStore, StoreAway, StoreFull } from '../../files/fileStore.ts'
import { typeOf } from '../../files/storedFile.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'

const FULL = frEn(
  'Il n’y a plus de place pour ce fichier sur le serveur. Rien n’a été enregistré ; prévenez le réseau.',
  'There is no room left for this file on the server. Nothing was saved; tell the network.',
)
const AWAY = frEn(
  'Le stockage des fichiers ne répond pas. Rien n’a été enregistré ; réessayez dans un instant.',
  'The storage of files does not answer. Nothing was saved; try again in a moment.',
)

/**
 * Writes the file and its sizes before the row that names them is committed. It runs after the validation,
 * so that a refused save leaves no file; when it fails the row is rolled back. It never deletes a file: an
 * address that was public keeps its bytes.
 */
export const storeFiles =
  ({ store }: { store: FileStore }): CollectionAfterChangeHook =>
  async ({ doc, req }) => {
    if (!req.file?.data) return doc
    const sizes = Object.entries(req.payloadUploadSizes ?? {}).flatMap(([name, buffer]) => {
      const filename = doc.sizes?.[name]?.filename
      return filename ? [{ filename, buffer }] : []
    })
    try {
      await Promise.all(
        [{ filename: doc.filename, buffer: req.file.data }, ...sizes].map(({ filename, buffer }) =>
          store.write(filename, buffer),
        ),
      )
    } catch (error) {
      const refuse = (words: Words, status: number) => new APIError(inLanguageOf(req, words), status, null, true)
      if (error instanceof StoreFull) throw refuse(FULL, 507)
      if (error instanceof StoreAway) throw refuse(AWAY, 503)
      throw error
    }
    return doc
  }

/** Answers a signed-in person's request for a file; Payload has checked the right to read its document. */
export const serveFile =
  ({ store }: { store: FileStore }) =>
  async (req: PayloadRequest, { params }: { params: { filename: string } }): Promise<Response> => {
    try {
      const size = await store.sizeOf(params.filename)
      if (size === undefined) return Response.json({ errors: [{ message: 'Not Found' }] }, { status: 404 })
      return new Response(Readable.toWeb(await store.stream(params.filename)) as ReadableStream, {
        headers: {
          'Content-Type': typeOf(params.filename),
          'Content-Length': String(size),
          'Cache-Control': 'private, max-age=31536000, immutable',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error
      return Response.json({ errors: [{ message: inLanguageOf(req, AWAY) }] }, { status: 503 })
    }
  }
