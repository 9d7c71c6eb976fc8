import type { Readable } from 'node:stream'

/** A part of a file, both ends included. */
export type ByteRange = { start: number; end: number }

/**
 * Where the files of the library lie. A name means the same bytes for good (it carries their digest), so
 * that writing what is there already changes nothing, and nothing is ever replaced or deleted.
 */
export type FileStore = {
  /** Where that is, in words, for who starts the product. */
  name: string
  /**
   * Writes a file so that it survives a crash.
   * @throws StoreFull where there is no room, StoreAway where the place does not answer
   */
  write: (filename: string, data: Buffer) => Promise<void>
  /** The bytes of a file, or nothing. */
  read: (filename: string) => Promise<Buffer | undefined>
  /** In bytes; nothing for a file that is not there. */
  sizeOf: (filename: string) => Promise<number | undefined>
  stream: (filename: string, range?: ByteRange) => Promise<Readable>
  /** @throws Error with one line that says what to do, when files could not be kept there */
  check: () => Promise<void>
}

/** A bucket of S3 or of something that speaks like it. */
export type Bucket = {
  name: string
  region: string
  /** Of what is not Amazon's. */
  endpoint: string | undefined
  /** Otherwise the SDK looks for them where the machine has them (environment, role of the instance). */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

export class StoreFull extends Error {}
export class StoreAway extends Error {}
