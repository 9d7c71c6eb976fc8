import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FileStore, StoreFull } from './fileStore.ts'
import { keyOf } from './storedFile.ts'

/** Files in a directory: temporary name, fsync, rename. */
export const diskStore = (directory: string): FileStore => {
  const pathOf = (filename: string) => join(directory, keyOf(filename))
  return {
    name: directory,
    write: async (filename, data) => {
      const path = pathOf(filename)
      if (await stat(path).catch(() => undefined)) return
      const temporary = `${path}.${randomUUID()}.part`
      try {
        await mkdir(dirname(path), { recursive: true })
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
        throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new StoreFull() : error
      }
    },
    read: (filename) => readFile(pathOf(filename)).catch(() => undefined),
    sizeOf: async (filename) => {
      const found = await stat(pathOf(filename)).catch(() => undefined)
      return found?.isFile() ? found.size : undefined
    },
    stream: async (filename, range) => createReadStream(pathOf(filename), range),
    check: async () => {
      try {
        await mkdir(directory, { recursive: true })
        await access(directory, constants.W_OK)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        throw new Error(`The directory MEDIA_DIR=${directory} cannot be written to (${code}). Name one that can.`)
      }
    },
  }
}
