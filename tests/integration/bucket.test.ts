import { existsSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFileStore } from '../../src/files/openFileStore.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { openBucket } from '../support/bucket.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

let bucket: Awaited<ReturnType<typeof openBucket>>
let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let officer: Caller

beforeAll(async () => {
  bucket = await openBucket()
  office = await openBackOffice({ worker: 'off', bucket })
  network = await makeNetwork(office)
  officer = await office.as('network-communication')
})
afterAll(async () => {
  await office.close()
  await bucket.close()
})

const rights = { alt: 'Une cour', credit: '© Moi' }
const send = async (name: string, values: object = rights) =>
  officer.upload(
    '/api/media',
    { name, data: await jpeg({ width: 1600, height: 900 }), type: 'image/jpeg' },
    { ...values },
  )
const bytes = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${office.url}${path}`, { headers })
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
}

it('files lie in the bucket, with their sizes, and nowhere on disk', async () => {
  const { status, body } = await send('cour.jpg')
  expect(status).toBe(201)
  const store = openFileStore({ directory: office.mediaDir, bucket })
  expect(await store.sizeOf(body.doc.filename)).toBe(body.doc.filesize)
  expect(await store.sizeOf(body.doc.sizes.card.filename)).toBe(body.doc.sizes.card.filesize)
  expect(await store.sizeOf('nothing-0123456789abcdef.jpg')).toBeUndefined()
  expect(existsSync(office.mediaDir)).toBe(false)
  expect((await officer.call('GET', `/api/media/file/${body.doc.filename}`)).status).toBe(200)
  expect((await office.anonymous.call('GET', `/api/media/file/${body.doc.filename}`)).status).not.toBe(200)
})

it('a file is public with what shows it, whole and in parts', async () => {
  const { body } = await send('public.jpg')
  const { id, filename } = body.doc
  const path = `/content/media/${id}/original/${filename}`
  expect((await bytes(path)).status).toBe(404)
  await makeRelease(office, { title: 'Avec image', contacts: [network.contactOfA], images: [id] })

  const whole = await bytes(path)
  expect(whole.status).toBe(200)
  expect(whole.headers.get('content-type')).toBe('image/jpeg')
  expect(whole.headers.get('cache-control')).toContain('immutable')
  expect(whole.body.length).toBe(body.doc.filesize)
  const part = await bytes(path, { range: 'bytes=100-199' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.body.length}`)
  expect(part.body.equals(whole.body.subarray(100, 200))).toBe(true)
})

it('a new focal point is cut from the file in the bucket', async () => {
  const { body } = await send('foyer.jpg')
  const moved = await officer.call('PATCH', `/api/media/${body.doc.id}`, { focalX: 10, focalY: 10 })
  expect(moved.status).toBe(200)
  expect(moved.body.doc.sizes.thumbnail.filename).not.toBe(body.doc.sizes.thumbnail.filename)
  const thumbnail = await openFileStore({ directory: '', bucket }).read(moved.body.doc.sizes.thumbnail.filename)
  expect((await sharp(thumbnail).metadata()).width).toBe(400)
})

it('a bucket that is not there is told before anything starts', async () => {
  const store = openFileStore({ directory: '', bucket: { ...bucket, name: 'absent' } })
  await expect(store.check()).rejects.toThrow(/^The bucket S3_BUCKET=absent cannot be used \(404\)\. Check its name/)
  const stranger = { accessKeyId: 'STRANGER', secretAccessKey: 'wrong' }
  await expect(openFileStore({ directory: '', bucket: { ...bucket, credentials: stranger } }).check()).rejects.toThrow(
    /\(403\)/,
  )
})

it('while the bucket does not answer nothing is saved, and readers and editors are told so', async () => {
  const { body } = await send('avant.jpg')
  await makeRelease(office, { title: 'Encore une', contacts: [network.contactOfA], images: [body.doc.id] })
  const count = async () => Number((await office.pool.query('select count(*) from media')).rows[0].count)
  const before = await count()
  await bucket.close()

  const refused = await send('pendant.jpg')
  expect(refused.status).toBe(503)
  expect(refused.body.errors[0].message).toBe(
    'Le stockage des fichiers ne répond pas. Rien n’a été enregistré ; réessayez dans un instant.',
  )
  expect(await count()).toBe(before)
  expect((await bytes(`/content/media/${body.doc.id}/original/${body.doc.filename}`)).status).toBe(503)
  expect((await officer.call('GET', `/api/media/file/${body.doc.filename}`)).status).toBe(503)
  // Texts go on.
  expect((await office.anonymous.call('GET', '/content/press-releases?limit=1')).status).toBe(200)
})
