import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { Bucket } from '../../src/files/fileStore.ts'

/** A server that speaks S3, on loopback, with one empty bucket. It checks signatures. */
export async function openBucket(): Promise<Bucket & { close: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-bucket-'))
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'mediatheque', configs: [] }],
  })
  const { port } = await server.run()
  let isClosed = false
  return {
    name: 'mediatheque',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    // The account that the server knows.
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    close: async () => {
      if (isClosed) return
      isClosed = true
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
