import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Tells this content API from any other that makes answers of the same documents, by the bytes of its own files: after
 * it changed, no reader is told that what the old one made is still the same. What is made elsewhere, contents and
 * how they begin, tells itself apart.
 */
export const program: string = hash(
  'sha256',
  Buffer.concat(
    readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => readFileSync(path)),
  ),
  'base64url',
)
