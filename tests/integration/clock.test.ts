import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { until } from '../support/runningProduct.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let publisher: Awaited<ReturnType<BackOffice['as']>>
let editor: Caller

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  publisher = await office.as('site-publisher', network.a)
  editor = await office.as('site-editor', network.a)
})
afterAll(() => office.close())

const soon = (ms = 1_500) => new Date(Date.now() + ms).toISOString()
const entries = async (id: string) =>
  (
    await office.pool.query<{
      kind: string
      occurred_at: Date
      content: Record<string, unknown> | null
      actor_id: string | null
    }>('select kind, occurred_at, content, actor_id from publications where document_id = $1 order by position', [id])
  ).rows
const isPublic = async (id: string) =>
  (await office.pool.query('select 1 from published_documents where document_id = $1', [id])).rows.length > 0
const draft = (values: Record<string, unknown> = {}) =>
  makeRelease(office, { owner: network.a, contacts: [network.contactOfA], _status: 'draft', ...values })
const schedule = (who: Caller, id: string, values: Record<string, unknown> = {}) =>
  who.call('POST', '/api/schedules', {
    document: { relationTo: 'press-releases', value: id },
    action: 'publish',
    at: soon(),
    ...values,
  })
const fate = async (id: string): Promise<{ state: string; reason: string | null }> => {
  const read = async () =>
    (
      await office.pool.query(
        'select state, reason from schedules where document_id = $1 order by created_at desc limit 1',
        [id],
      )
    ).rows[0]
  await until(async () => (await read())?.state !== 'waiting', 8_000)
  return read()
}
const mails = () => {
  const directory = join(dirname(office.mediaDir), 'mail')
  try {
    return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8').replaceAll(/=\r?\n/g, ''))
  } catch {
    return []
  }
}

describe('instants', () => {
  it('the end of an embargo publishes the release and its picture, to the second, and once', async () => {
    const image = await office.payload.create({
      collection: 'media',
      data: { alt: 'Sous embargo', credit: '© Moi' },
      file: { data: await jpeg(), name: 'minuit.jpg', mimetype: 'image/jpeg', size: 1 },
      overrideAccess: true,
    })
    const at = soon(2_000)
    const release = await makeRelease(office, {
      title: 'Paraît à l’heure',
      contacts: [network.contactOfA],
      images: [image.id],
      embargoUntil: at,
    })
    expect(await isPublic(release.id)).toBe(false)
    expect((await office.anonymous.call('GET', `/content/media/${image.id}/original/${image.filename}`)).status).toBe(
      404,
    )
    await until(() => isPublic(release.id), 6_000)
    const found = await entries(release.id)
    expect(found).toHaveLength(1)
    const late = Number(found[0]?.occurred_at) - Date.parse(at)
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThan(1_000)
    expect((await office.anonymous.call('GET', `/content/media/${image.id}/original/${image.filename}`)).status).toBe(
      200,
    )
    const { rows } = await office.pool.query('select 1 from publication_instants where document_id = $1', [release.id])
    expect(rows).toEqual([])
  })

  it('an embargo that is lifted, moved or given to a draft is followed', async () => {
    const release = await makeRelease(office, {
      title: 'Levé',
      contacts: [network.contactOfA],
      embargoUntil: soon(3_600_000),
    })
    const due = async () =>
      (
        await office.pool.query<{ due_at: Date }>('select due_at from publication_instants where document_id = $1', [
          release.id,
        ])
      ).rows
    expect(await due()).toHaveLength(1)
    const later = soon(7_200_000)
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { embargoUntil: later, _status: 'published' },
      overrideAccess: true,
    })
    expect((await due())[0]?.due_at.toISOString()).toBe(later)
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { embargoUntil: null, _status: 'published' },
      overrideAccess: true,
    })
    expect(await due()).toEqual([])
    expect(await isPublic(release.id)).toBe(true)
    const unpublished = await draft({ title: 'Brouillon sous embargo', embargoUntil: soon(1_000) })
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    expect(await isPublic(unpublished.id)).toBe(false)
  })

  it('a picture whose rights end is withdrawn at that instant, and the release stays', async () => {
    const image = await office.payload.create({
      collection: 'media',
      data: { alt: 'Droits courts', credit: '© Moi', usableUntil: soon(2_500) },
      file: { data: await jpeg(), name: 'droits.jpg', mimetype: 'image/jpeg', size: 1 },
      overrideAccess: true,
    })
    const release = await makeRelease(office, {
      title: 'Avec image',
      contacts: [network.contactOfA],
      images: [image.id],
    })
    expect(await isPublic(image.id)).toBe(true)
    await until(async () => !(await isPublic(image.id)), 6_000)
    expect((await office.anonymous.call('GET', `/content/media/${image.id}/original/${image.filename}`)).status).toBe(
      404,
    )
    expect(await isPublic(release.id)).toBe(true)
    expect((await entries(image.id)).at(-1)).toMatchObject({ kind: 'withdrawn', actor_id: null })
  })

  it('a membership that ends changes the kind of the member without a save', async () => {
    const member = await office.payload.create({
      collection: 'members',
      data: {
        name: 'Labellisé un temps',
        country: 'FR',
        languages: ['fr'],
        memberships: [{ kind: 'labelled', since: '2008', until: '2099' }],
        _status: 'published',
      } as never,
      overrideAccess: true,
    })
    expect((await entries(member.id)).at(-1)?.content?.kind).toBe('labelled')
    // The year passes: only the database knows.
    await office.pool.query(`update members_memberships set until = '2020' where _parent_id = $1`, [member.id])
    await office.pool.query('update publication_instants set due_at = now() where document_id = $1', [member.id])
    await until(async () => (await entries(member.id)).at(-1)?.content?.kind === 'former', 5_000)
  })

  it('one document that cannot be recorded holds up no other, is tried again, and people are told', async () => {
    const [sick, sound] = await Promise.all(
      ['Malade', 'Saine'].map((title) =>
        makeRelease(office, { title, contacts: [network.contactOfA], embargoUntil: soon(3_600_000) }),
      ),
    )
    await office.pool.query(`
      create function refuse_sick() returns trigger language plpgsql as $$
        begin if new.document_id = '${sick?.id}' then raise exception 'malade'; end if; return new; end $$;
      create trigger refuse_sick before insert on publications for each row execute function refuse_sick()`)
    const past = new Date(Date.now() - 1_000).toISOString()
    for (const release of [sick, sound]) {
      await office.pool.query('update press_releases set embargo_until = $2 where id = $1', [release?.id, past])
      await office.pool.query('update publication_instants set due_at = $2 where document_id = $1', [release?.id, past])
    }
    await office.as('network-admin')
    await until(() => isPublic(sound?.id ?? ''), 5_000)
    await until(async () => {
      const { rows } = await office.pool.query('select attempts from publication_instants where document_id = $1', [
        sick?.id,
      ])
      return rows[0]?.attempts >= 3
    }, 12_000)
    await until(async () => mails().some((mail) => mail.includes(String(sick?.id))), 5_000)
    await office.pool.query('drop trigger refuse_sick on publications; drop function refuse_sick')
    await office.pool.query('update publication_instants set due_at = now() where document_id = $1', [sick?.id])
    await until(() => isPublic(sick?.id ?? ''), 5_000)
  })
})

describe('schedules', () => {
  it('publishes at the instant, in the name of who asked for it', async () => {
    const release = await draft({ title: 'Prévu' })
    const at = soon(2_000)
    expect((await schedule(publisher, release.id, { at })).status).toBe(201)
    expect(await isPublic(release.id)).toBe(false)
    expect(await fate(release.id)).toEqual({ state: 'done', reason: null })
    const [entry] = await entries(release.id)
    expect(entry?.actor_id).toBe(publisher.user)
    expect(Number(entry?.occurred_at) - Date.parse(at)).toBeGreaterThanOrEqual(0)
    expect(Number(entry?.occurred_at) - Date.parse(at)).toBeLessThan(1_000)
  })

  it('withdraws at the instant', async () => {
    const release = await makeRelease(office, { title: 'À retirer', owner: network.a, contacts: [network.contactOfA] })
    expect((await schedule(publisher, release.id, { action: 'withdraw' })).status).toBe(201)
    expect((await fate(release.id)).state).toBe('done')
    expect(await isPublic(release.id)).toBe(false)
  })

  it('is refused to who may not publish, for documents of others, for the past, and twice', async () => {
    const own = await draft({ title: 'Refus' })
    const other = await makeRelease(office, { owner: network.b, contacts: [network.contactOfB], _status: 'draft' })
    const ofTheNetwork = await makeRelease(office, { contacts: [network.contactOfNetwork], _status: 'draft' })
    expect((await schedule(editor, own.id)).status).toBe(403)
    expect((await schedule(office.anonymous, own.id)).status).toBe(403)
    const absent = await schedule(publisher, '00000000-0000-4000-8000-000000000000')
    const forbidden = await schedule(publisher, other.id)
    expect(forbidden.status).toBe(400)
    expect(JSON.stringify(forbidden.body)).toBe(JSON.stringify(absent.body))
    expect((await schedule(publisher, ofTheNetwork.id)).status).toBe(403)
    const past = await schedule(publisher, own.id, { at: soon(-60_000) })
    expect(past.status).toBe(400)
    expect(JSON.stringify(past.body)).toContain('est passé')
    expect((await schedule(publisher, own.id, { at: soon(60_000) })).status).toBe(201)
    expect((await schedule(publisher, own.id, { at: soon(90_000) })).status).toBe(400)
    const forged = await draft({ title: 'Forgé' })
    const { body } = await schedule(publisher, forged.id, {
      at: soon(60_000),
      state: 'done',
      documentId: other.id,
      owner: network.b,
      requestedBy: null,
    })
    expect(body.doc).toMatchObject({
      state: 'waiting',
      documentId: forged.id,
      requestedBy: publisher.user,
      owner: network.a,
    })
  })

  it('can be moved and cancelled by who publishes there, and is neither seen nor touched by another site', async () => {
    const release = await draft({ title: 'Déplacé' })
    const { body } = await schedule(publisher, release.id, { at: soon(60_000) })
    const stranger = await office.as('site-manager', network.b)
    expect((await stranger.call('GET', `/api/schedules/${body.doc.id}`)).status).toBe(404)
    expect((await stranger.call('GET', '/api/schedules')).body.totalDocs).toBe(0)
    expect((await stranger.call('DELETE', `/api/schedules/${body.doc.id}`)).status).toBeGreaterThanOrEqual(403)
    expect((await editor.call('PATCH', `/api/schedules/${body.doc.id}`, { at: soon() })).status).toBe(403)
    expect((await publisher.call('PATCH', `/api/schedules/${body.doc.id}`, { at: soon(120_000) })).status).toBe(200)
    expect((await publisher.call('DELETE', `/api/schedules/${body.doc.id}`)).status).toBe(200)
  })

  it('is handed over to who closes the account of the person who asked for it', async () => {
    const leaver = await office.as('site-publisher', network.a)
    const admin = await office.as('network-admin')
    const release = await draft({ title: 'Repris' })
    await schedule(leaver, release.id, { at: soon(2_000) })
    expect((await admin.call('DELETE', `/api/users/${leaver.user}`)).status).toBe(200)
    expect(await fate(release.id)).toMatchObject({ state: 'done' })
    expect(await isPublic(release.id)).toBe(true)
  })

  it('is handed over to who may publish there where the account closes itself', async () => {
    const leaver = await office.as('site-manager', network.a)
    const release = await draft({ title: 'Repris à la maison' })
    const { body } = await schedule(leaver, release.id, { at: soon(2_500) })
    expect((await leaver.call('DELETE', `/api/users/${leaver.user}`)).status).toBe(200)
    const { rows } = await office.pool.query('select requested_by_id as by from schedules where id = $1', [body.doc.id])
    const heir = await office.pool.query('select member_id from users_assignments where _parent_id = $1', [rows[0].by])
    expect(heir.rows.map(({ member_id }) => member_id)).toContain(network.a)
    expect(rows[0].by).not.toBe(leaver.user)
    const told = await office.pool.query(`select owner_id from audit_log where document_id = $1 and act = $2`, [
      body.doc.id,
      'schedule-handed-over',
    ])
    expect(told.rows).toEqual([{ owner_id: network.a }])
    const { rows: mails } = await office.pool.query(
      `select input ->> 'to' as to, input ->> 'text' as text from payload_jobs where input ->> 'subject' like '%confiées'`,
    )
    const { rows: accounts } = await office.pool.query('select email from users where id = $1', [rows[0].by])
    expect(mails.find(({ to }) => to === accounts[0].email)?.text).toContain(
      `- « Repris à la maison » : ${office.payload.config.serverURL}/admin/collections/schedules/${body.doc.id}`,
    )
    // The right is asked for again: it is theirs.
    expect(await fate(release.id)).toMatchObject({ state: 'done' })
    expect(await isPublic(release.id)).toBe(true)
  })

  it('of a profile is handed over to who publishes it at home', async () => {
    const [leaver, colleague] = [await office.as('site-manager', network.a), await office.as('site-manager', network.a)]
    const { body } = await schedule(leaver, '', {
      document: { relationTo: 'members', value: network.a },
      action: 'publish',
      at: soon(3_600_000),
    })
    expect((await colleague.call('DELETE', `/api/users/${leaver.user}`)).status).toBe(200)
    const { rows } = await office.pool.query('select requested_by_id as by from schedules where id = $1', [body.doc.id])
    expect(rows).toEqual([{ by: colleague.user }])
    expect((await colleague.call('DELETE', `/api/schedules/${body.doc.id}`)).status).toBe(200)
  })

  it('asks for the right again when it fires: a suspended account publishes nothing, and people are told', async () => {
    const leaver = await office.as('site-publisher', network.a)
    const release = await draft({ title: 'Parti entre-temps' })
    await schedule(leaver, release.id, { at: soon(2_000) })
    await office.payload.update({
      collection: 'users',
      id: leaver.user,
      data: { suspended: true },
      overrideAccess: true,
    })
    expect(await fate(release.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('fermé') })
    expect(await isPublic(release.id)).toBe(false)
    await until(async () => mails().some((mail) => mail.includes(release.id)), 6_000)
  })

  it('asks for the right again when it fires: a role that was taken away publishes nothing', async () => {
    const demoted = await office.as('site-publisher', network.a)
    const release = await draft({ title: 'Rétrogradé' })
    await schedule(demoted, release.id, { at: soon(2_000) })
    await office.payload.update({
      collection: 'users',
      id: demoted.user,
      data: { assignments: [{ role: SHIPPED_ROLES['site-editor'].id, member: network.a }] },
      overrideAccess: true,
    })
    expect(await fate(release.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('plus le droit') })
    expect(await isPublic(release.id)).toBe(false)
  })

  it('does not let out what was written since by somebody who may not publish', async () => {
    const release = await draft({ title: 'Relu' })
    await schedule(publisher, release.id, { at: soon(2_500) })
    const { status } = await editor.call('PATCH', `/api/press-releases/${release.id}?draft=true`, {
      title: 'Pas relu',
      _status: 'draft',
    })
    expect(status).toBe(200)
    expect(await fate(release.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('modifié depuis') })
    expect(await isPublic(release.id)).toBe(false)
  })

  it('lets out what a person who may publish has changed since', async () => {
    const release = await draft({ title: 'Relu' })
    await schedule(publisher, release.id, { at: soon(2_500) })
    await publisher.call('PATCH', `/api/press-releases/${release.id}?draft=true`, {
      title: 'Corrigé',
      _status: 'draft',
    })
    expect((await fate(release.id)).state).toBe('done')
    expect((await entries(release.id)).at(-1)?.content?.title).toBe('Corrigé')
  })

  it('does not let out what somebody else wrote, because a publisher changed something unseen', async () => {
    const release = await draft({ title: 'Relu' })
    await schedule(publisher, release.id, { at: soon(3_000) })
    await editor.call('PATCH', `/api/press-releases/${release.id}?draft=true`, { title: 'Pas relu', _status: 'draft' })
    // Of many at once, then by a program: neither has the newest text in front of it.
    const bulk = await publisher.call('PATCH', `/api/press-releases?draft=true&where[id][equals]=${release.id}`, {
      keywords: ['lot'],
      _status: 'draft',
    })
    await publisher.call('PATCH', `/api/press-releases/${release.id}?draft=true`, {
      keywords: ['programme'],
      _status: 'draft',
    })
    expect(bulk.status).toBe(200)
    expect(await fate(release.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('modifié depuis') })
  })

  it('lets out what a publisher has read, changed and saved in the form', async () => {
    const release = await draft({ title: 'Relu' })
    await schedule(publisher, release.id, { at: soon(3_000) })
    const written = await editor.call('PATCH', `/api/press-releases/${release.id}?draft=true`, {
      title: 'Proposé',
      _status: 'draft',
    })
    await publisher.call('PATCH', `/api/press-releases/${release.id}?draft=true`, {
      title: 'Proposé, relu',
      revision: written.body.doc.revision,
      _status: 'draft',
    })
    expect((await fate(release.id)).state).toBe('done')
  })

  it('tries again when it is the machine that fails, and tells who asked when the document cannot go out', async () => {
    const officer = await office.as('network-communication')
    const release = await draft({ title: 'Machine' })
    await office.pool.query(`
      create function fail_twice() returns trigger language plpgsql as $$
        begin if (select attempts from schedules where document_id = '${release.id}') < 2 and new.document_id = '${release.id}' then raise exception 'disque plein'; end if; return new; end $$;
      create trigger fail_twice before insert on publications for each row execute function fail_twice()`)
    await schedule(officer, release.id, { at: soon(1_500) })
    expect(await fate(release.id)).toEqual({ state: 'done', reason: null })
    await office.pool.query('drop trigger fail_twice on publications; drop function fail_twice')
    const gone = await draft({ title: 'Pour qui l’a demandé' })
    await schedule(officer, gone.id, { at: soon(1_500) })
    await office.payload.delete({ collection: 'press-releases', id: gone.id, overrideAccess: true })
    await fate(gone.id)
    const { docs } = await office.payload.find({
      collection: 'users',
      where: { id: { equals: officer.user } },
      overrideAccess: true,
    })
    await until(
      async () => mails().some((mail) => mail.includes(gone.id) && mail.includes(`To: ${docs[0]?.email}`)),
      6_000,
    )
  })

  it('says what is missing when the document cannot go out', async () => {
    const release = await office.payload.create({
      collection: 'press-releases',
      data: { ...releaseData({ title: 'Sans contact' }), owner: network.a, _status: 'draft' } as never,
      draft: true,
      overrideAccess: true,
    })
    await schedule(publisher, release.id)
    expect(await fate(release.id)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('ne peut pas paraître'),
    })
  })

  it('fails without harm when its document is gone', async () => {
    const release = await draft({ title: 'Supprimé' })
    await schedule(publisher, release.id, { at: soon(2_000) })
    await office.payload.delete({ collection: 'press-releases', id: release.id, overrideAccess: true })
    expect(await fate(release.id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('n’existe plus') })
  })

  it('publishes a document whose only ready language is English', async () => {
    const { id } = await office.payload.create({
      collection: 'press-releases',
      locale: 'en',
      data: {
        ...releaseData({ title: 'Only English', languages: ['en'] }),
        owner: network.a,
        contacts: [network.contactOfA],
        _status: 'draft',
      } as never,
      overrideAccess: true,
    })
    await schedule(publisher, id)
    expect(await fate(id)).toEqual({ state: 'done', reason: null })
    const { rows } = await office.pool.query('select language from published_documents where document_id = $1', [id])
    expect(rows).toEqual([{ language: 'en' }])
  })
})
