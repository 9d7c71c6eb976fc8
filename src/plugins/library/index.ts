import type { Plugin } from 'payload'
import { withCollections } from '../../fields/addToCollection.ts'
import { MAX_FILE_BYTES } from './acceptedFiles.ts'
import { mediaCollection } from './Media.ts'

/**
 * The media library: pictures and documents with their rights.
 * @param directory where the files are kept; a volume in production
 */
export const library =
  ({ directory }: { directory: string }): Plugin =>
  (config) => ({
    ...withCollections(config, mediaCollection({ directory })),
    upload: { ...config.upload, abortOnLimit: true, limits: { fileSize: MAX_FILE_BYTES + 1 } },
  })
