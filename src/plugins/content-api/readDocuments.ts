import { hash } from 'node:crypto'
import type { Pool, QueryConfig } from 'pg'
import type { Language } from '../../text/languages.ts'
import { isUuid } from '../../text/uuid.ts'
import { BadQuery } from './badQuery.ts'
import { COMMON_FIELDS, type Contract, fieldAt } from './contract.ts'
import { type Query, writeCursor } from './parseQuery.ts'
import { SqlText } from './sqlText.ts'
import { conditionOf, sortableOf } from './where.ts'

/** A row of the read model, its content as the text that it is kept as. */
export type Row = {
  id: string
  collection: string
  slug: string | null
  language: Language
  languages: Language[]
  createdAt: string
  updatedAt: string
  content: string
}

/** A page of a list as it was read; `totalDocs` only where pages are counted. */
export type Found = { rows: Row[]; totalDocs: number | undefined; hasMore: boolean; nextCursor: string | undefined }

/** How many of the newest hits of a search are ranked and counted: enough for people, and the same work at any size. */
export const MOST_RANKED = 1000

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`
const COLUMNS = `d.document_id as id, d.collection, d.slug, d.language, d.languages,
  to_char(d.created_at at time zone 'UTC', ${INSTANT}) as "createdAt",
  to_char(d.updated_at at time zone 'UTC', ${INSTANT}) as "updatedAt"`

/** Reads one page of a collection. */
export async function findRows(
  pool: Pool,
  { name, query, contract }: { name: string; query: Query; contract: Contract },
): Promise<Found> {
  const sql = new SqlText()
  const languages = query.fallback ? [query.language, query.fallback] : [query.language]
  const where = conditionOf(query.where, { collection: name, contract, sql })
  const collection = sql.value(name)
  // Each document once: in its language, or in the other one where it is ready in that alone.
  const branches = languages.map(
    (language, index) =>
      `d.collection = ${collection} and d.language = '${language}' ${index === 0 ? '' : `and cardinality(d.languages) = 1`} and ${where}`,
  )
  return query.search === undefined
    ? sorted(pool, { sql, branches, query, name, contract })
    : ranked(pool, { sql, branches, query, search: query.search, name, contract })
}

type Reading = { sql: SqlText; branches: string[]; query: Query; name: string; contract: Contract }

type SortKey = { expression: string; isDescending: boolean }

function keysOf({ query, name, contract }: Reading): SortKey[] {
  const fields = { ...contract.collections[name]?.fields, ...COMMON_FIELDS }
  return query.sort.flatMap(({ path, isDescending }) => {
    const found = fieldAt(fields, path)
    return found ? [{ expression: sortableOf(path, found.field), isDescending }] : []
  })
}

async function sorted(pool: Pool, reading: Reading): Promise<Found> {
  const { sql, branches, query } = reading
  const keys = keysOf(reading)
  // The rest of the order is by the id: a page begins where the last one ended.
  const order = (alias: (index: number) => string) =>
    [...keys.map((key, index) => `${alias(index)} ${key.isDescending ? 'desc' : 'asc'}`), 'id'].join(', ')
  const after = query.cursor ? `and ${behind(query.cursor, keys, sql)}` : ''
  const wanted = query.limit + 1
  const skipped = query.cursor ? 0 : (query.page - 1) * query.limit
  const selected = keys.map(({ expression }, index) => `${expression} as key${index}`).join(', ')
  const counted = [...sql.values]
  const upTo = sql.value(wanted + skipped)
  const texts = branches.map(
    (branch) => `(select ${COLUMNS}, d.content${selected ? `, ${selected}` : ''} from published_documents d
      where ${branch} ${after} order by ${order((index) => keys[index]?.expression ?? '')} limit ${upTo})`,
  )
  const found = order((index) => `key${index}`)
  const text = `select id, collection, slug, language, languages, "createdAt", "updatedAt", content::text as content${keys.map((_, index) => `, key${index}::text as key${index}`).join('')}
    from (${texts.join(' union all ')}) found order by ${found} limit ${sql.value(wanted)} offset ${sql.value(skipped)}`
  const [{ rows }, totalDocs] = await Promise.all([
    pool.query<Row & Record<string, string | null>>(prepared(text, sql.values)),
    query.isPaginated ? count(pool, { branches, values: counted }) : undefined,
  ])
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const hasMore = rows.length > query.limit
  return {
    rows: shown,
    totalDocs,
    hasMore,
    nextCursor:
      hasMore && last ? writeCursor([...keys.map((_, index) => last[`key${index}`] ?? null), last.id]) : undefined,
  }
}

/** Forms of questions that PostgreSQL is to remember how it answers, on each connection. */
const MOST_PREPARED = 200
const LONGEST_PREPARED = 8_000
const names = new Map<string, string>()

/** A statement that is planned once, as long as there are not too many forms of it. */
function prepared(text: string, values: unknown[]): QueryConfig {
  const name =
    names.get(text) ??
    (names.size < MOST_PREPARED && text.length < LONGEST_PREPARED ? `content ${hash('sha1', text)}` : undefined)
  if (!name) return { text, values }
  names.set(text, name)
  return { name, text, values }
}

async function count(pool: Pool, { branches, values }: { branches: string[]; values: unknown[] }): Promise<number> {
  const texts = branches.map((branch) => `(select count(*) from published_documents d where ${branch})`)
  const { rows } = await pool.query<{ count: number }>(prepared(`select (${texts.join(' + ')})::int as count`, values))
  return rows[0]?.count ?? 0
}

/** SQL: what stands behind a cursor in the order; where nothing stands, PostgreSQL puts it last, or first of the descending. */
function behind(cursor: unknown[], keys: SortKey[], sql: SqlText): string {
  if (cursor.length !== keys.length + 1) throw new BadQuery('cursor', SAME_SORT)
  for (const [index, value] of cursor.entries()) {
    if (!fits(value, index === keys.length ? '::uuid' : typeOf(keys[index]?.expression ?? '')))
      throw new BadQuery('cursor', SAME_SORT)
  }
  const values = cursor.map((value) => (value === null ? null : sql.value(value)))
  const steps = keys.map(({ expression, isDescending }, index) => {
    const value = values[index]
    const type = typeOf(expression)
    if (value === null) return isDescending ? `${expression} is not null` : 'false'
    return isDescending
      ? `${expression} < ${value}${type}`
      : `(${expression} > ${value}${type} or ${expression} is null)`
  })
  const same = keys.map(({ expression }, index) =>
    values[index] === null ? `${expression} is null` : `${expression} = ${values[index]}${typeOf(expression)}`,
  )
  const options = [...steps, `d.document_id > ${values.at(-1)}::uuid`].map((step, index) =>
    [...same.slice(0, index), step].join(' and '),
  )
  // Said once more for the index: nothing before the first key is read.
  const [first] = keys
  const bound =
    first?.isDescending && values[0] ? `${first.expression} <= ${values[0]}${typeOf(first.expression)} and ` : ''
  return `${bound}(${options.map((option) => `(${option})`).join(' or ')})`
}

const SAME_SORT = 'what an earlier answer gave as nextCursor, with the same sort'

/** Whether PostgreSQL can read a value of a cursor as that type: one of another sort, or a made up one, cannot be. */
function fits(value: unknown, type: string): boolean {
  if (value === null) return type !== '::uuid'
  if (typeof value !== 'string' || value.includes('\0')) return false
  if (type === '::uuid') return isUuid(value)
  if (type === '::int') return /^\d{1,9}$/.test(value)
  if (type === '::numeric') return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value)
  if (type === '::boolean') return value === 'true' || value === 'false'
  if (type === '::timestamptz') return isInstant(value)
  return true
}

const isInstant = (value: string): boolean =>
  /^[1-9]\d{3}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::?\d\d)?)?$/.test(value) &&
  !Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))

const typeOf = (expression: string): string =>
  expression.startsWith('array_position')
    ? '::int'
    : expression.includes('::numeric')
      ? '::numeric'
      : expression.includes('::boolean')
        ? '::boolean'
        : /_at$/.test(expression)
          ? '::timestamptz'
          : /_id$/.test(expression)
            ? '::uuid'
            : ''

/** The newest hits of a search, the best first; or as the sort wants them. */
async function ranked(pool: Pool, reading: Reading & { search: string }): Promise<Found> {
  const { sql, branches, query, search, name } = reading
  const keys = keysOf(reading)
  const words = sql.value(search)
  const newest = `d.facets ->> 'publishedAt' collate "C" desc`
  const hits = branches.map((branch, index) => {
    const language = index === 0 ? query.language : query.fallback
    return `(select d.document_id, d.language, ts_rank_cd(d.search, content_query('${language}', ${words})) as rank${keys
      .map(({ expression }, at) => `, ${expression} as key${at}`)
      .join('')} from published_documents d where ${branch} and d.search @@ content_query('${language}', ${words})
      order by ${newest} limit ${MOST_RANKED})`
  })
  const order =
    keys.length > 0
      ? keys.map(({ isDescending }, at) => `key${at} ${isDescending ? 'desc' : 'asc'}`).join(', ')
      : 'rank desc'
  const { rows } = await pool.query<Row & { count: number }>(
    `with hits as materialized (${hits.join(' union all ')}),
       page as (select * from hits order by ${order}, document_id limit ${query.limit} offset ${(query.page - 1) * query.limit})
     select ${COLUMNS}, d.content::text as content, counted.count
     from (select count(*)::int as count from hits) counted left join (page join published_documents d
       on d.collection = ${sql.value(name)} and d.document_id = page.document_id and d.language = page.language) on true
     order by ${order.replaceAll('key', 'page.key')}, d.document_id`,
    sql.values,
  )
  // A page behind the last hit has no document, and still a count.
  const totalDocs = rows[0]?.count ?? 0
  return {
    rows: rows.filter(({ id }) => id !== null),
    totalDocs,
    hasMore: query.page * query.limit < totalDocs,
    nextCursor: undefined,
  }
}

/** One document by its id or its name in addresses, in the language asked for or the other one. */
export async function findRow(
  pool: Pool,
  { name, key, query }: { name: string; key: { id: string } | { slug: string }; query: Query },
): Promise<Row | undefined> {
  const [column, value] = 'id' in key ? ['document_id', key.id] : ['slug', key.slug]
  const { rows } = await pool.query<Row>({
    name: `content one by ${column}`,
    text: `select ${COLUMNS}, d.content::text as content from published_documents d
      where d.collection = $1 and d.${column} = $2 and (d.language = $3 or d.language = $4) order by d.language = $3 desc limit 1`,
    values: [name, value, query.language, query.fallback ?? query.language],
  })
  return rows[0]
}

/** Where a document went whose name in addresses was once this one. */
export async function findMoved(
  pool: Pool,
  { name, slug }: { name: string; slug: string },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ slug: string }>(
    `select d.slug from publications p join published_documents d on d.collection = p.collection and d.document_id = p.document_id
     where p.collection = $1 and p.slug = $2 and d.slug is not null and d.slug <> $2 order by p.position desc limit 1`,
    [name, slug],
  )
  return rows[0]?.slug
}

/** Documents by collection and id, each in the language asked for or the other one. */
export async function findTargets(
  pool: Pool,
  {
    targets,
    query,
  }: { targets: Array<{ collection: string; id: string }>; query: Pick<Query, 'language' | 'fallback'> },
): Promise<Row[]> {
  const { rows } = await pool.query<Row>({
    name: 'content targets',
    text: `select distinct on (d.collection, d.document_id) ${COLUMNS}, d.content::text as content
      from unnest($1::text[], $2::uuid[]) as wanted(collection, id)
      join published_documents d on d.collection = wanted.collection and d.document_id = wanted.id
      where d.language = $3 or d.language = $4 order by d.collection, d.document_id, d.language = $3 desc`,
    values: [
      targets.map(({ collection }) => collection),
      targets.map(({ id }) => id),
      query.language,
      query.fallback ?? query.language,
    ],
  })
  return rows
}
