import type { Plugin } from 'payload'
import { withCollections } from '../../fields/addToCollection.ts'
import type { FileStore } from '../../files/fileStore.ts'
import { MAX_FILE_BYTES } from './acceptedFiles.ts'
import { mediaCollection } from './Media.ts'

/**
 * The media library: pictures and documents with their rights.
 * @param store where the files are kept
 */
export const library =
  ({ store }: { store: FileStore }): Plugin =>
  (config) => ({
    ...withCollections(config, mediaCollection({ store })),
    upload: { ...config.upload, abortOnLimit: true, limits: { fileSize: MAX_FILE_BYTES + 1 } },
  })
