import type { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { type Bucket, type FileStore, StoreAway } from './fileStore.ts'
import { keyOf, typeOf } from './storedFile.ts'

const CONNECT_MS = 3_000
const ANSWER_MS = 30_000
const ATTEMPTS = 3

/**
 * Files in a bucket of S3, or of what speaks like it, under the same names as in a directory: copying one to
 * the other moves the library. Files are handed on by the product, which asks each time whether they are public.
 */
export function s3Store({ name, region, endpoint, credentials }: Bucket): FileStore {
  let opened: Promise<{ client: S3Client; sdk: typeof import('@aws-sdk/client-s3') }> | undefined
  // Who keeps files on disk loads nothing of it.
  const open = () => {
    opened ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client({
        region,
        maxAttempts: ATTEMPTS,
        requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
        // What Amazon adds by itself others do not understand.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
        ...(credentials ? { credentials } : {}),
      }),
    }))
    return opened
  }
  const at = (filename: string) => ({ Bucket: name, Key: keyOf(filename) })

  const sizeOf: FileStore['sizeOf'] = async (filename) => {
    const { client, sdk } = await open()
    const head = await client.send(new sdk.HeadObjectCommand(at(filename))).catch(unlessAbsent)
    return head?.ContentLength
  }
  const get = async (filename: string, range?: string) => {
    const { client, sdk } = await open()
    return client.send(new sdk.GetObjectCommand({ ...at(filename), ...(range ? { Range: range } : {}) }))
  }
  return {
    name: `s3://${name}`,
    write: async (filename, data) => {
      if ((await sizeOf(filename)) !== undefined) return
      const { client, sdk } = await open()
      await client
        .send(
          new sdk.PutObjectCommand({
            ...at(filename),
            Body: data,
            ContentLength: data.length,
            ContentType: typeOf(filename),
          }),
        )
        .catch(asAway)
    },
    read: async (filename) => {
      const found = await get(filename).catch(unlessAbsent)
      return found?.Body ? Buffer.from(await found.Body.transformToByteArray()) : undefined
    },
    sizeOf,
    stream: async (filename, range) => {
      const { Body } = await get(filename, range && `bytes=${range.start}-${range.end}`).catch(asAway)
      return Body as Readable
    },
    check: async () => {
      const { client, sdk } = await open()
      await client.send(new sdk.HeadBucketCommand({ Bucket: name })).catch((error: unknown) => {
        const { name: kind, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
        throw new Error(
          `The bucket S3_BUCKET=${name} cannot be used (${$metadata?.httpStatusCode ?? kind}). Check its name, S3_REGION, S3_ENDPOINT and the keys.`,
        )
      })
    },
  }
}

/** A file that is not there is an answer; anything else is not. */
function unlessAbsent(error: unknown): undefined {
  if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404) return undefined
  return asAway(error)
}

function asAway(error: unknown): never {
  throw new StoreAway('The storage of files does not answer as it should.', { cause: error })
}
