import { createHash } from 'node:crypto'
import type { CollectionBeforeOperationHook, PayloadRequest } from 'payload'
import sharp from 'sharp'
import { aside } from '../../database/aside.ts'
import type { FileStore } from '../../files/fileStore.ts'
import { frEn } from '../../text/frEn.ts'
import { refusal } from '../../text/refusal.ts'
import { toSlug } from '../../text/slug.ts'
import { checkFile, MAX_PIXELS, RefusedFile } from './acceptedFiles.ts'
import { type EmbeddedRights, exifOf, readEmbeddedRights, xmpOf } from './embeddedRights.ts'

type UploadedFile = NonNullable<PayloadRequest['file']>

/**
 * Takes in a file before Payload makes its sizes: checks it, fills the empty rights from what the
 * file says, removes everything else that it says (the place where it was taken above all) and
 * names it by its content, so that a name never means other bytes than it meant before.
 */
export const acceptUpload =
  ({ store }: { store: FileStore }): CollectionBeforeOperationHook =>
  async ({ args, operation, req }) => {
    if (operation !== 'create' && operation !== 'update') return args
    const { externalUploadSource: _source, ...own } = args as typeof args & { externalUploadSource?: unknown }
    const given = withoutComputed(own.data)
    const file = req.file ?? (await storedFile({ args: { ...own, data: given }, req, store }))
    if (!file?.data) {
      // Payload would fetch a file from an address in the data, past every check.
      if (operation === 'create') throw refusal(req, NO_FILE)
      return { ...own, data: given }
    }
    try {
      const { type, extension } = await checkFile({ name: file.name, data: file.data })
      const isNew = Boolean(req.file)
      const rights = type.startsWith('image/') && isNew ? await readEmbeddedRights(file.data) : {}
      const data: Record<string, unknown> = fillEmpty(given, rights)
      const bytes =
        type.startsWith('image/') && isNew
          ? await cleanPicture(file.data, { type, rights: data as EmbeddedRights })
          : file.data
      const edits = JSON.stringify([req.query?.uploadEdits ?? null, data.focalX ?? null, data.focalY ?? null])
      const digest = createHash('sha256').update(bytes).update(edits).digest('hex').slice(0, 16)
      const title = toSlug(file.name.replace(/\.[^.]*$/, '').replace(/-[0-9a-f]{16}$/, '')).slice(0, 60) || 'fichier'
      req.file = { ...file, data: bytes, size: bytes.length, mimetype: type, name: `${title}-${digest}.${extension}` }
      return {
        ...own,
        // What is written follows from the whole document, not from what the caller wants to see of it.
        select: undefined,
        data: { ...data, ...(isNew ? { originalName: file.name.slice(0, 255) } : {}) },
      }
    } catch (error) {
      if (error instanceof RefusedFile) throw refusal(req, error.words)
      throw error
    }
  }

const NO_FILE = frEn('Joignez un fichier.', 'Attach a file.')

/** What Payload computes from the file; a caller that says otherwise is not believed. */
const COMPUTED = ['filename', 'mimeType', 'filesize', 'width', 'height', 'sizes', 'url', 'thumbnailURL', 'originalName']

function withoutComputed(data: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((data ?? {}) as Record<string, unknown>).filter(([name]) => !COMPUTED.includes(name)),
  )
}

/** The stored original, where a new focal point or crop asks for new sizes of it. */
async function storedFile({
  args,
  req,
  store,
}: {
  args: { data?: Record<string, unknown>; id?: string | number }
  req: PayloadRequest
  store: FileStore
}): Promise<UploadedFile | undefined> {
  if (!args.id) return undefined
  const edits = (req.query?.uploadEdits ?? {}) as Record<string, unknown>
  const before = await req.payload.findByID({
    collection: 'media',
    id: args.id,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
    req: aside(req),
  })
  if (!before?.filename || !before.mimeType) return undefined
  const { focalX, focalY } = args.data ?? {}
  const movesFocus =
    (focalX !== undefined && focalX !== before.focalX) || (focalY !== undefined && focalY !== before.focalY)
  if (Object.keys(edits).length === 0 && !movesFocus) return undefined
  const data = await store.read(before.filename)
  if (!data) return undefined
  return { data, name: before.filename, mimetype: before.mimeType, size: data.length }
}

function fillEmpty(data: Record<string, unknown> | undefined, rights: EmbeddedRights): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...data }
  for (const [field, value] of Object.entries(rights)) if (!filled[field]) filled[field] = value
  return filled
}

/** The picture upright, with its colours and its rights, without any other metadata. */
async function cleanPicture(data: Buffer, { type, rights }: { type: string; rights: EmbeddedRights }): Promise<Buffer> {
  const picture = sharp(data, { limitInputPixels: MAX_PIXELS, animated: type === 'image/webp' })
    .autoOrient()
    .keepIccProfile()
    .withExif(exifOf(rights))
    .withXmp(xmpOf(rights))
  switch (type) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
    case 'image/png':
      return picture.png().toBuffer()
    default:
      return picture.webp({ quality: 92 }).toBuffer()
  }
}
