import { diskStore } from './diskStore.ts'
import type { Bucket, FileStore } from './fileStore.ts'
import { s3Store } from './s3Store.ts'

/** The store that the environment asks for: a bucket, otherwise a directory. */
export const openFileStore = ({ directory, bucket }: { directory: string; bucket: Bucket | undefined }): FileStore =>
  bucket ? s3Store(bucket) : diskStore(directory)
