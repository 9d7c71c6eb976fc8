import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { frEn, type Words } from '../../text/frEn.ts'

export const MAX_FILE_BYTES = 50_000_000
/** 100 megapixels: a scanned poster passes, a decompression bomb does not. */
export const MAX_PIXELS = 100_000_000

/** What is accepted: the type that the bytes show, and the extensions that may name it. */
const EXTENSIONS: Record<string, string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
}

export const IMAGE_TYPES = Object.keys(EXTENSIONS).filter((type) => type.startsWith('image/'))

/** A file that is refused: the message is for the person who sent it. */
export class RefusedFile extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

/**
 * Checks a file that somebody sent: its size, that its extension names the type that its bytes
 * show (PAYLOAD.md A8: PNG bytes named .html), and that a picture can be decoded whole.
 * @returns the detected type and the extension to store it under
 * @throws RefusedFile with what is wrong and what to do, in both languages
 */
export async function checkFile({
  name,
  data,
}: {
  name: string
  data: Buffer
}): Promise<{ type: string; extension: string }> {
  if (data.length === 0) {
    throw new RefusedFile(frEn(`Le fichier « ${name} » est vide.`, `The file “${name}” is empty.`))
  }
  if (data.length > MAX_FILE_BYTES) {
    throw new RefusedFile(
      frEn(
        `« ${name} » pèse ${Math.ceil(data.length / 1e6)} Mo ; ${MAX_FILE_BYTES / 1e6} Mo au plus. Réduisez-le et renvoyez-le.`,
        `“${name}” weighs ${Math.ceil(data.length / 1e6)} MB; at most ${MAX_FILE_BYTES / 1e6} MB. Reduce it and send it again.`,
      ),
    )
  }
  const extension = name.includes('.') ? (name.split('.').at(-1)?.toLowerCase() ?? '') : ''
  const detected = await fileTypeFromBuffer(data)
  const type = detected?.mime
  if (!type || !(type in EXTENSIONS)) {
    throw new RefusedFile(
      frEn(
        `« ${name} » n’est pas accepté. Envoyez une image JPEG, PNG ou WebP, ou un PDF.`,
        `“${name}” is not accepted. Send a JPEG, PNG or WebP picture, or a PDF.`,
      ),
    )
  }
  if (!EXTENSIONS[type]?.includes(extension)) {
    throw new RefusedFile(
      frEn(
        `« ${name} » contient en fait du ${type}. Renommez-le en .${EXTENSIONS[type]?.[0]} s’il est bien ce que vous vouliez envoyer.`,
        `“${name}” is in fact ${type}. Rename it to .${EXTENSIONS[type]?.[0]} if it is what you meant to send.`,
      ),
    )
  }
  if (type.startsWith('image/')) await checkPicture(name, data)
  else checkPdf(name, data)
  return { type, extension: EXTENSIONS[type]?.[0] ?? extension }
}

/** A whole PDF ends with its cross-reference and its end mark (ISO 32000-1, 7.5.5). */
function checkPdf(name: string, data: Buffer): void {
  const end = data.subarray(-1024).toString('latin1')
  if (end.includes('%%EOF') && end.includes('xref')) return
  throw new RefusedFile(
    frEn(
      `Le PDF « ${name} » est abîmé ou incomplet. Exportez-le de nouveau et renvoyez-le.`,
      `The PDF “${name}” is damaged or incomplete. Export it again and send it once more.`,
    ),
  )
}

async function checkPicture(name: string, data: Buffer): Promise<void> {
  try {
    const { width = 0, height = 0 } = await sharp(data, { limitInputPixels: MAX_PIXELS }).metadata()
    if (width * height > MAX_PIXELS) throw new Error('Input image exceeds pixel limit')
    await sharp(data, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).stats()
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit/.test(error.message)
    throw new RefusedFile(
      isTooLarge
        ? frEn(
            `« ${name} » a plus de ${MAX_PIXELS / 1e6} millions de pixels. Réduisez ses dimensions et renvoyez-la.`,
            `“${name}” has more than ${MAX_PIXELS / 1e6} million pixels. Reduce its dimensions and send it again.`,
          )
        : frEn(
            `L’image « ${name} » est abîmée ou incomplète : elle ne s’ouvre pas. Exportez-la de nouveau et renvoyez-la.`,
            `The picture “${name}” is damaged or incomplete: it cannot be opened. Export it again and send it once more.`,
          ),
    )
  }
}
