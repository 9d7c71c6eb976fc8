import type { CollectionBeforeChangeHook } from 'payload'

/**
 * Forgets the sizes of a picture that is replaced by a document: Payload 3.90.2 keeps them, so that
 * the old picture stayed public behind the new PDF.
 */
export const forgetOldSizes: CollectionBeforeChangeHook = ({ data, req }) => {
  if (!req.file || req.file.mimetype.startsWith('image/')) return data
  const none = { url: null, width: null, height: null, mimeType: null, filesize: null, filename: null }
  return {
    ...data,
    width: null,
    height: null,
    focalX: null,
    focalY: null,
    sizes: Object.fromEntries(Object.keys(data.sizes ?? {}).map((size) => [size, none])),
  }
}
