import type { Pool, PoolClient } from 'pg'
import { document, heading, paragraph, text } from '../../src/text/richText.ts'
import type { BackOffice } from '../support/backOffice.ts'
import { makeRelease } from '../support/factories.ts'
import { seeded } from '../support/random.ts'

const BATCH = 500
/** The database makes the words of each text: with as many at it as there are processors. */
const LANES = 2
const SITES = 50
const WORDS =
  'abbaye architecture archives artiste atelier bâtiment bibliothèque chantier château cloître colloque communiqué concert cour création culture danse découverte édition élève été exposition festival forêt histoire hôte jardin journée lecture lumière maison mémoire musique nature nuit œuvre papier parcours patrimoine paysage pierre poésie programme projet public recherche rencontre résidence rue saline salle saison scène site terre théâtre tradition transmission village visite voix voyage'.split(
    ' ',
  )

/**
 * Fills a database with sites and with releases in two languages, each with a text of about 5 kB: the same in
 * Payload's tables and in the read model. They are copies of one that the product wrote, with words of their own.
 * @param isPublicAlone leaves Payload's tables as they are
 */
export async function fillWithReleases(
  office: BackOffice,
  {
    releases,
    owner,
    contact,
    isPublicAlone = false,
  }: { releases: number; owner: string; contact: string; isPublicAlone?: boolean },
): Promise<void> {
  const { pool, payload } = office
  const random = seeded(20_261_124)
  const model = await makeRelease(office, { title: 'Modèle', owner, contacts: [contact], members: [] })
  await payload.update({
    collection: 'press-releases',
    id: model.id,
    locale: 'en',
    data: { title: 'Model', summary: 'What, where, when.', body: model.body, languages: ['fr', 'en'] } as never,
    overrideAccess: true,
  })
  const members = await copyMembers(pool, owner)
  const columns = await columnsOf(pool)
  const words = (count: number) => Array.from({ length: count }, () => random.of(WORDS)).join(' ')
  const body = () =>
    document(
      Array.from({ length: 6 }, (_, n) => (n % 3 === 0 ? heading([text(words(5))]) : paragraph([text(words(75))]))),
    )

  const batches = Array.from({ length: Math.ceil(releases / BATCH) }, (_, index) => {
    const from = index * BATCH
    return () =>
      Array.from({ length: Math.min(BATCH, releases - from) }, (_, index) => {
        const n = from + index
        return {
          n,
          owner: members[random.below(members.length)],
          title: `${words(6)} ${n}`,
          summary: words(25),
          releaseType: random.of(['release', 'news', 'kit', 'invitation']),
          publishedAt: new Date(Date.UTC(2010, 0, 1) + Math.floor(random.next() * 5e11)).toISOString(),
          fr: JSON.stringify(body()),
          en: JSON.stringify(body()),
        }
      })
  })
  const lane = async () => {
    for (let next = batches.shift(); next; next = batches.shift())
      await insert(pool, { batch: next(), columns, model: model.id, isPublicAlone })
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await pool.query('vacuum analyze')
  // What is measured is reading: who reads would write what the filling left in memory.
  await pool.query('checkpoint')
}

/** Many sites, also in the read model. */
async function copyMembers(pool: Pool, owner: string): Promise<string[]> {
  const { rows: named } = await pool.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_name = 'members' order by ordinal_position`,
  )
  const list = named.map(({ name }) => name)
  const values = list.map((name) =>
    name === 'id' ? 'gen_random_uuid()' : name === 'slug' ? `'site-' || n` : name === 'name' ? `'Site ' || n` : name,
  )
  await pool.query(
    `insert into members (${list.join(', ')}) select ${values.join(', ')} from members, generate_series(3, ${SITES}) n where id = $1`,
    [owner],
  )
  await pool.query(`
    with copies as (select m.id, m.slug, m.name from members m where not exists (select 1 from published_documents d where d.document_id = m.id)),
    entries as (
      insert into publications (kind, collection, document_id, language, owner_id, slug, content, content_hash, "references")
      select 'published', 'members', c.id, d.language, c.id, c.slug, jsonb_set(d.content::jsonb, '{name}', to_jsonb(c.name)), md5(c.id::text), '[]'
      from copies c, published_documents d where d.document_id = '${owner}'
      returning position, collection, document_id, language, owner_id, slug, content, content_hash
    )
    insert into published_documents (collection, document_id, language, owner_id, slug, content, content_hash, position, languages)
    select collection, document_id, language, owner_id, slug, content::text::json, content_hash, position, array['fr'] from entries`)
  const { rows } = await pool.query<{ id: string }>('select id from members order by id')
  return rows.map(({ id }) => id)
}

type Columns = Map<string, string[]>

async function columnsOf(pool: Pool): Promise<Columns> {
  const { rows } = await pool.query<{ table: string; name: string }>(
    `select table_name as table, quote_ident(column_name) as name from information_schema.columns
     where table_name in ('press_releases', 'press_releases_locales', 'press_releases_rels', 'press_releases_languages')
       and is_generated = 'NEVER' order by ordinal_position`,
  )
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, own]) => [table, own.map(({ name }) => name)]),
  )
}

async function insert(
  pool: Pool,
  {
    batch,
    columns,
    model,
    isPublicAlone,
  }: { batch: Array<Record<string, unknown>>; columns: Columns; model: string; isPublicAlone: boolean },
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `create temporary table copies on commit drop as
       select gen_random_uuid() as copy, c.* from jsonb_to_recordset($1::jsonb)
         as c(n int, owner uuid, title text, summary text, "releaseType" text, "publishedAt" text, fr text, en text)`,
      [JSON.stringify(batch)],
    )
    if (!isPublicAlone) await insertIntoPayload(client, { columns, model })
    await client.query(
      `with entries as (
         insert into publications (kind, collection, document_id, language, owner_id, slug, content, content_hash, "references", occurred_at)
         select 'published', 'press-releases', c.copy, d.language, c.owner, 'copie-' || c.n,
           d.content::jsonb || jsonb_build_object('title', c.title, 'summary', c.summary, 'owner', c.owner, 'releaseType', c."releaseType",
             'publishedAt', c."publishedAt", 'body', (case d.language when 'fr' then c.fr else c.en end)::jsonb),
           md5(c.copy::text || d.language), '[]', c."publishedAt"::timestamptz
         from published_documents d, copies c where d.document_id = $1
         returning position, collection, document_id, language, owner_id, slug, content, content_hash, occurred_at
       )
       insert into published_documents (collection, document_id, language, owner_id, slug, content, content_hash, position, languages, created_at, updated_at)
       select collection, document_id, language, owner_id, slug, content::text::json, content_hash, position, array['fr', 'en'], occurred_at, occurred_at from entries`,
      [model],
    )
    // What each refers to, as the product writes it down: the site that it belongs to, and the contact.
    await client.query(
      `insert into published_references (collection, document_id, language, target_collection, target_id)
       select r.collection, c.copy, r.language, r.target_collection, case r.target_collection when 'members' then c.owner else r.target_id end
       from published_references r, copies c where r.document_id = $1`,
      [model],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** The copies in Payload's own tables. */
async function insertIntoPayload(
  client: PoolClient,
  { columns, model }: { columns: Columns; model: string },
): Promise<void> {
  const list = (table: string, but: string[] = []) => (columns.get(table) ?? []).filter((name) => !but.includes(name))
  const release = list('press_releases')
  await client.query(
    `insert into press_releases (${release.join(', ')}) select ${release
      .map((name) =>
        name === 'id'
          ? 'c.copy'
          : name === 'owner_id'
            ? 'c.owner'
            : name === 'slug'
              ? `'copie-' || c.n`
              : name === 'published_at'
                ? 'c."publishedAt"::timestamptz'
                : name === 'release_type'
                  ? `c."releaseType"::enum_press_releases_release_type`
                  : `r.${name}`,
      )
      .join(', ')} from press_releases r, copies c where r.id = $1`,
    [model],
  )
  const locales = list('press_releases_locales', ['id'])
  await client.query(
    `insert into press_releases_locales (${locales.join(', ')}) select ${locales
      .map((name) =>
        name === '_parent_id'
          ? 'c.copy'
          : name === 'title'
            ? 'c.title'
            : name === 'summary'
              ? 'c.summary'
              : name === 'body'
                ? `(case l._locale when 'fr' then c.fr else c.en end)::jsonb`
                : `l.${name}`,
      )
      .join(', ')} from press_releases_locales l, copies c where l._parent_id = $1`,
    [model],
  )
  const rels = list('press_releases_rels', ['id'])
  await client.query(
    `insert into press_releases_rels (${rels.join(', ')}) select ${rels.map((name) => (name === 'parent_id' ? 'c.copy' : `r.${name}`)).join(', ')}
       from press_releases_rels r, copies c where r.parent_id = $1`,
    [model],
  )
  const languages = list('press_releases_languages')
  await client.query(
    `insert into press_releases_languages (${languages.join(', ')}) select ${languages
      .map((name) => (name === 'id' ? 'gen_random_uuid()' : name === 'parent_id' ? 'c.copy' : `r.${name}`))
      .join(', ')} from press_releases_languages r, copies c where r.parent_id = $1`,
    [model],
  )
}
