import { spawn, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackOffice, openBackOffice, SECRET } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
})
afterAll(() => office.close())

const entries = async (id: string) =>
  (
    await office.pool.query(
      'select kind, language, slug, content from publications where document_id = $1 order by position',
      [id],
    )
  ).rows
const isPublic = async (id: string) =>
  (await office.pool.query('select 1 from published_documents where document_id = $1', [id])).rows.length > 0
const head = async () =>
  Number((await office.pool.query('select max(position) as head from publications')).rows[0].head)

describe('the ledger', () => {
  it('has one entry for a release that is published, with its public content and nothing else', async () => {
    const release = await makeRelease(office, {
      owner: network.a,
      contacts: [network.contactOfA],
      review: { state: 'approved', note: 'Note interne' },
    })
    const found = await entries(release.id)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      kind: 'published',
      language: 'fr',
      slug: 'un-communique',
      content: { title: 'Un communiqué', owner: network.a },
    })
    expect(JSON.stringify(found)).not.toContain('Note interne')
  })

  it('has no entry for a draft, and none for a draft beside a published release', async () => {
    const release = await makeRelease(office, { contacts: [network.contactOfA], _status: 'draft', title: 'Brouillon' })
    expect(await entries(release.id)).toEqual([])
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { _status: 'published' },
      overrideAccess: true,
    })
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { title: 'Changé' },
      draft: true,
      overrideAccess: true,
    })
    const found = await entries(release.id)
    expect(found).toHaveLength(1)
    expect(found[0].content.title).toBe('Brouillon')
  })

  it('has no entry for a save that changes nothing public', async () => {
    const release = await makeRelease(office, { contacts: [network.contactOfA], title: 'Sans changement' })
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { review: { note: 'vu' }, _status: 'published' },
      overrideAccess: true,
    })
    expect(await entries(release.id)).toHaveLength(1)
  })

  it('withdraws what is unpublished or deleted', async () => {
    const unpublished = await makeRelease(office, { contacts: [network.contactOfA], title: 'Retiré' })
    await office.payload.update({
      collection: 'press-releases',
      id: unpublished.id,
      data: { _status: 'draft' },
      overrideAccess: true,
    })
    const deleted = await makeRelease(office, { contacts: [network.contactOfA], title: 'Supprimé' })
    await office.payload.delete({ collection: 'press-releases', id: deleted.id, overrideAccess: true })
    for (const { id } of [unpublished, deleted]) {
      expect((await entries(id)).map(({ kind }) => kind)).toEqual(['published', 'withdrawn'])
      expect(await isPublic(id)).toBe(false)
    }
  })

  it('keeps an embargoed release and its pictures private', async () => {
    const { id: image } = await office.payload.create({
      collection: 'media',
      data: { alt: 'Image sous embargo', credit: '© Moi' },
      file: { data: await jpeg(), name: 'embargo.jpg', mimetype: 'image/jpeg', size: 1 },
      overrideAccess: true,
    })
    const release = await makeRelease(office, {
      contacts: [network.contactOfA],
      title: 'Sous embargo',
      images: [image],
      embargoUntil: new Date(Date.now() + 3_600_000).toISOString(),
    })
    expect(await isPublic(release.id)).toBe(false)
    expect(await isPublic(image)).toBe(false)
    const { body } = await office.anonymous.call('GET', '/content/changes?limit=1000')
    expect(JSON.stringify(body)).not.toContain('embargo')
  })

  it('lets a picture out with the release that shows it, and withdraws it with the last one', async () => {
    const media = await office.payload.create({
      collection: 'media',
      data: { alt: 'Cour', credit: '© Moi' },
      file: { data: await jpeg({ width: 1200, height: 800 }), name: 'cour.jpg', mimetype: 'image/jpeg', size: 1 },
      overrideAccess: true,
    })
    const address = `/content/media/${media.id}/original/${media.filename}`
    expect((await office.anonymous.call('GET', address)).status).toBe(404)
    const release = await makeRelease(office, {
      contacts: [network.contactOfA],
      title: 'Avec image',
      images: [media.id],
    })
    const answer = await office.anonymous.call('GET', address)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { _status: 'draft' },
      overrideAccess: true,
    })
    expect((await office.anonymous.call('GET', address)).status).toBe(404)
  })

  it('publishes only the languages that are ready', async () => {
    const release = await makeRelease(office, { contacts: [network.contactOfA], title: 'Deux langues' })
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      locale: 'en',
      data: { ...releaseData({ title: 'Two languages' }), _status: 'published' } as never,
      overrideAccess: true,
    })
    expect((await entries(release.id)).map(({ language }) => language)).toEqual(['fr'])
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { languages: ['fr', 'en'], _status: 'published' },
      overrideAccess: true,
    })
    const found = await entries(release.id)
    expect(found.map(({ language }) => language)).toEqual(['fr', 'en'])
    expect(found[1].content.title).toBe('Two languages')
  })

  it('never shows the phone or e-mail of a contact that did not open them', async () => {
    const { id } = await office.payload.create({
      collection: 'contacts',
      data: {
        kind: 'press',
        role: 'Relations presse',
        email: 'secret@a.example',
        phone: '+33 3 21 00 00 00',
        owner: network.a,
        public: { listed: true },
      },
      overrideAccess: true,
    })
    expect(await isPublic(id)).toBe(true)
    const { body } = await office.anonymous.call('GET', '/content/changes?limit=1000')
    expect(JSON.stringify(body)).not.toContain('secret@a.example')
    expect(JSON.stringify(body)).not.toContain('+33 3 21')
  })

  it('rolls back with its document: a refused commit leaves neither', async () => {
    const before = await head()
    await office.pool.query(`
      create function refuse_marker() returns trigger language plpgsql as $$
        begin if new.legal_name = 'REFUSED' then raise exception 'refused at commit'; end if; return null; end $$;
      create constraint trigger refuse_marker after insert on members deferrable initially deferred
        for each row execute function refuse_marker()`)
    const admin = await office.as('network-admin')
    const { status } = await admin.call('POST', '/api/members', {
      name: 'Refusé',
      legalName: 'REFUSED',
      country: 'FR',
      languages: ['fr'],
      _status: 'published',
    })
    await office.pool.query('drop trigger refuse_marker on members; drop function refuse_marker')
    expect(status).toBeGreaterThanOrEqual(500)
    expect(await head()).toBe(before)
    expect((await office.pool.query(`select 1 from members where name = 'Refusé'`)).rows).toEqual([])
  })

  it('refuses a change without a transaction rather than writing a document without its entry', async () => {
    await expect(
      office.payload.create({
        collection: 'members',
        data: { name: 'Sans transaction', country: 'FR', languages: ['fr'], _status: 'published' } as never,
        disableTransaction: true,
        overrideAccess: true,
      }),
    ).rejects.toThrow('needs a database transaction')
    expect((await office.pool.query(`select 1 from members where name = 'Sans transaction'`)).rows).toEqual([])
  })

  it('feeds a reader that pages while writers publish, without a gap', async () => {
    const start = await head()
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; n < 15; n++) {
        await office.payload.create({
          collection: 'members',
          data: { name: `Lieu ${writer}-${n}`, country: 'FR', languages: ['fr'], _status: 'published' } as never,
          overrideAccess: true,
        })
      }
    })
    const seen = new Set<number>()
    let cursor = start
    let isDone = false
    const reading = (async () => {
      for (;;) {
        const wasDone = isDone
        const { body } = await office.anonymous.call('GET', `/content/changes?after=${cursor}&limit=7`)
        for (const { position } of body.changes) seen.add(position)
        cursor = body.cursor
        if (wasDone && !body.more && body.changes.length === 0) return
      }
    })()
    await Promise.all(writers)
    isDone = true
    await reading
    const { rows } = await office.pool.query('select position from publications where position > $1', [start])
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(rows.filter(({ position }) => !seen.has(Number(position)))).toEqual([])
  })

  it('tells a reader with a cursor of another database to start again', async () => {
    expect((await office.anonymous.call('GET', '/content/changes?after=999999999')).status).toBe(410)
    expect((await office.anonymous.call('GET', '/content/changes?after=x')).body.errors[0].field).toBe('after')
    expect((await office.anonymous.call('GET', '/content/changes?limit=0')).status).toBe(400)
  })
})

describe('npm run publications', () => {
  const run = (command: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['src/commands/publications.ts', command], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET },
    })
    return { status, said: `${stdout}${stderr}` }
  }

  // Five commands, each of which starts the product.
  const COMMANDS_MS = 120_000
  it('finds nothing to say of what the product wrote, names what somebody wrote past it, and mends it', {
    timeout: COMMANDS_MS,
  }, async () => {
    const sound = run('verify')
    expect(sound.said).toContain('0 differences')
    expect(sound.status).toBe(0)
    const [kept, changed, hidden] = await Promise.all(
      ['Gardé', 'Changé', 'Caché'].map((title) => makeRelease(office, { title, contacts: [network.contactOfA] })),
    )
    await office.pool.query('delete from published_documents where document_id = $1', [kept?.id])
    await office.pool.query(`update published_documents set content = '{"title":"faux"}' where document_id = $1`, [
      changed?.id,
    ])
    await office.pool.query(`update press_releases_locales set title = 'Écrit à côté' where _parent_id = $1`, [
      hidden?.id,
    ])
    const broken = run('verify')
    expect(broken.status).toBe(1)
    for (const release of [kept, changed, hidden]) expect(broken.said).toContain(String(release?.id))
    expect(run('rebuild').status).toBe(0)
    expect(run('verify').said).toContain('0 differences')
    expect(await isPublic(kept?.id ?? '')).toBe(true)
    expect((await entries(hidden?.id ?? '')).at(-1).content.title).toBe('Écrit à côté')
    expect(run('explode').status).toBe(1)
  })

  it('rebuilds while people write: a document that somebody holds is waited for, and nobody waits for that', {
    timeout: COMMANDS_MS,
  }, async () => {
    const [held, other] = [
      await makeRelease(office, { title: 'Tenu', contacts: [network.contactOfA] }),
      await makeRelease(office, { title: 'Libre', contacts: [network.contactOfA] }),
    ]
    const writer = await office.pool.connect()
    await writer.query('begin')
    await writer.query('select 1 from press_releases where id = $1 for update', [held.id])
    const rebuilding = spawn(process.execPath, ['src/commands/publications.ts', 'rebuild'], {
      env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET },
      stdio: 'ignore',
    })
    const ended = new Promise<number | null>((resolve) => rebuilding.once('exit', resolve))
    const waits = async () => {
      const { rows } = await office.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%press_releases%for update%'`,
      )
      return rows.length > 0 || rebuilding.exitCode !== null
    }
    try {
      while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 50))
      expect(rebuilding.exitCode).toBeNull()
      const publishing = office.payload.update({
        collection: 'press-releases',
        id: other.id,
        data: { title: 'Libre de publier' },
        overrideAccess: true,
      })
      const late = new Promise((resolve) => setTimeout(() => resolve('late'), 5_000).unref())
      expect(await Promise.race([publishing.then(({ title }) => title), late])).toBe('Libre de publier')
    } finally {
      await writer.query('commit')
      writer.release()
    }
    expect(await ended).toBe(0)
    expect(run('verify').said).toContain('0 differences')
  })
})
