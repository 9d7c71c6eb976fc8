import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../src/files/storedFile.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let officer: Caller

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  officer = await office.as('network-communication')
})
afterAll(() => office.close())

const rights = { alt: 'Une cour', credit: '© Moi' }
const send = (name: string, data: Buffer, type = 'image/jpeg', values: Record<string, unknown> = rights) =>
  officer.upload('/api/media', { name, data, type }, values)
const pathOf = (filename: string) => join(office.mediaDir, keyOf(filename))
const stored = () =>
  existsSync(office.mediaDir)
    ? readdirSync(office.mediaDir, { recursive: true }).filter((name) => String(name).includes('.'))
    : []
const said = (body: { errors: Array<{ message: string; data?: { errors?: Array<{ message: string }> } }> }) =>
  body.errors.flatMap(({ message, data }) => data?.errors?.map((error) => error.message) ?? [message]).join('\n')

it('names a file by its content, with a size for the press', async () => {
  const { status, body } = await send('Cour d’Été.jpg', await jpeg({ width: 3000, height: 2000 }))
  expect(status).toBe(201)
  expect(body.doc.filename).toMatch(/^cour-d-ete-[0-9a-f]{16}\.jpg$/)
  expect(body.doc.originalName).toBe('Cour d’Été.jpg')
  expect(body.doc.sizes.press).toMatchObject({ width: 2400 })
  expect(existsSync(pathOf(body.doc.filename))).toBe(true)
  expect(existsSync(pathOf(body.doc.sizes.card.filename))).toBe(true)
})

it('reads the rights from the file, keeps them in every size, and removes the place', async () => {
  const original = await sharp(
    await jpeg({
      width: 3000,
      height: 2000,
      exif: {
        IFD0: { Artist: 'Jeanne Photo', Copyright: '(c) Jeanne', Make: 'Canon' },
        IFD3: { GPSLatitude: '50/1 28/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '2/1 33/1 0/1', GPSLongitudeRef: 'E' },
      },
    }),
  )
    .keepMetadata()
    .jpeg()
    .toBuffer()
  expect(await exifr.gps(original)).toMatchObject({ latitude: expect.closeTo(50.46, 1) })
  const { status, body } = await send('photo.jpg', original, 'image/jpeg', { alt: 'Une cour' })
  expect(status).toBe(201)
  expect(body.doc).toMatchObject({ credit: 'Jeanne Photo', copyright: '(c) Jeanne' })
  for (const filename of [body.doc.filename, body.doc.sizes.press.filename]) {
    const path = pathOf(filename)
    expect(await exifr.gps(path)).toBeUndefined()
    expect(await exifr.parse(path, { xmp: true, ifd0: {}, mergeOutput: true })).toMatchObject({
      Artist: 'Jeanne Photo',
      Credit: 'Jeanne Photo',
    })
    expect(await exifr.parse(path, ['Make'])).toBeUndefined()
  }
})

it('asks for the credit and the alternative text, in words', async () => {
  const { status, body } = await send('a.jpg', await jpeg(), 'image/jpeg', {})
  expect(status).toBe(400)
  expect(said(body)).toContain('Indiquez le crédit')
  expect(said(body)).toContain('Décrivez l’image en une phrase')
})

it('leaves no file of an upload that is refused', async () => {
  const before = stored().length
  await send('b.jpg', await jpeg({ width: 777 }), 'image/jpeg', {})
  expect(stored()).toHaveLength(before)
})

it.each([
  [
    'an HTML page named .png',
    'page.png',
    Buffer.from('<html><script>alert(1)</script>'),
    'image/png',
    'n’est pas accepté',
  ],
  ['a PNG named .html', 'image.html', undefined, 'text/html', 'Renommez-le en .png'],
  [
    'an SVG with a script',
    'dessin.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    'image/svg+xml',
    'n’est pas accepté',
  ],
  ['an empty file', 'vide.jpg', Buffer.alloc(0), 'image/jpeg', ''],
  ['a cut picture', 'coupee.jpg', 'cut', 'image/jpeg', 'abîmée ou incomplète'],
  ['a cut PDF', 'coupe.pdf', Buffer.from('%PDF-1.4\n1 0 obj<<'), 'application/pdf', 'est abîmé ou incomplet'],
  ['random bytes', 'bruit.jpg', Buffer.from('0123456789'.repeat(500)), 'image/jpeg', 'n’est pas accepté'],
] as const)('refuses %s and says what to do', async (_name, name, data, type, message) => {
  const png = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  const whole = await sharp({
    create: {
      width: 900,
      height: 900,
      channels: 3,
      background: '#123',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer()
  const { status, body } = await send(
    name,
    data === undefined ? png : data === 'cut' ? whole.subarray(0, whole.length / 2) : data,
    type,
  )
  expect(status).toBe(400)
  expect(said(body)).toContain(message)
})

it('refuses a picture of too many pixels before it decodes them', async () => {
  const bomb = await sharp({
    create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer()
  const { status, body } = await send('grande.png', bomb, 'image/png')
  expect(status).toBe(400)
  expect(said(body)).toContain('100 millions de pixels')
})

it('refuses a file of 60 MB with a clear answer', async () => {
  const { status } = await send('lourd.jpg', Buffer.alloc(60_000_000, 1))
  expect([400, 413]).toContain(status)
})

it('never leaves the folder, whatever the name', async () => {
  const { status, body } = await send('../../../etc/passwd.jpg', await jpeg({ width: 641 }))
  expect(status).toBe(201)
  expect(body.doc.filename).toMatch(/^[a-z0-9-]+\.jpg$/)
})

it('keeps the published file when a replacement is refused, and after one is accepted', async () => {
  const { body } = await send('publiee.jpg', await jpeg({ width: 901 }))
  await makeRelease(office, { title: 'Avec image', contacts: [network.contactOfA], images: [body.doc.id] })
  const address = `/content/media/${body.doc.id}/original/${body.doc.filename}`
  const refused = await officer.upload(
    `/api/media/${body.doc.id}`,
    { name: 'x.html', data: Buffer.from('<html>'), type: 'text/html' },
    {},
    'PATCH',
  )
  expect(refused.status).toBe(400)
  expect((await office.anonymous.call('GET', address)).status).toBe(200)
  const accepted = await officer.upload(
    `/api/media/${body.doc.id}`,
    { name: 'nouvelle.jpg', data: await jpeg({ width: 902 }), type: 'image/jpeg' },
    {},
    'PATCH',
  )
  expect(accepted.status).toBe(200)
  expect(existsSync(pathOf(body.doc.filename))).toBe(true)
  expect(
    (await office.anonymous.call('GET', `/content/media/${body.doc.id}/original/${accepted.body.doc.filename}`)).status,
  ).toBe(200)
})

it('makes new files for a new focal point: an address never changes its bytes', async () => {
  const { body } = await send('foyer.jpg', await jpeg({ width: 1600, height: 1200 }))
  const { status, body: moved } = await officer.call('PATCH', `/api/media/${body.doc.id}`, { focalX: 10, focalY: 90 })
  expect(status).toBe(200)
  expect(moved.doc.sizes.thumbnail.filename).not.toBe(body.doc.sizes.thumbnail.filename)
  expect(existsSync(pathOf(moved.doc.sizes.thumbnail.filename))).toBe(true)
})

it('takes a PDF and serves files to who may read them, with safe headers', async () => {
  const pdf = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF',
  )
  const { status, body } = await send('dossier.pdf', pdf, 'application/pdf', { credit: '© Réseau' })
  expect(status).toBe(201)
  const answer = await officer.call('GET', `/api/media/file/${body.doc.filename}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await office.anonymous.call('GET', `/api/media/file/${body.doc.filename}`)).status).toBe(404)
  expect((await officer.call('GET', '/api/media/file/..%2f..%2fetc%2fpasswd')).status).toBeGreaterThanOrEqual(400)
})
