import type { Language } from '../../text/languages.ts'
import { isUuid } from '../../text/uuid.ts'
import { BadQuery } from './badQuery.ts'
import { COMMON_FIELDS, type Contract, fieldAt } from './contract.ts'
import { type Query, writeCursor } from './parseQuery.ts'
import type { Raw } from './raw.ts'
import type { Question, ReadModel } from './readModel.ts'
import { SqlText } from './sqlText.ts'
import { conditionOf, looksForWords, sortableOf } from './where.ts'

/** A row of the read model, its texts as the bytes that they are kept as. */
export type Row = {
  id: string
  collection: string
  /** The beginning of its JSON: what every document has, from the brace on. */
  head: Raw
  content: Raw
  /**
   * Where fields of its content name documents: from and until, in bytes, in turn. Nothing where a text names some in the
   * midst of its words, or nobody looked.
   */
  spans: number[] | undefined
  /** The sum of its content: of two that differ, two. */
  sum: string
}

/** What rows refer to: a document, or nothing where it is not public. */
export type Targets = Map<string, Row | undefined>

/** A page of a list as it was read, with what it refers to where that was asked; `totalDocs` only where pages are counted. */
export type Found = {
  rows: Row[]
  targets: Targets
  totalDocs: number | undefined
  hasMore: boolean
  nextCursor: string | undefined
}

/** How many of the newest hits of a search are ranked and counted: enough for people, and the same work at any size. */
export const MOST_RANKED = 1000

/** What a row is made of, by the place of the column in an answer. */
const [HEAD_AT, CONTENT_AT, SPANS_AT, SUM_AT] = [0, 1, 2, 3]
const columnsOf = (row: string, content = `${row}.content`): string =>
  `${row}.head, ${content}, ${row}.spans, ${row}.content_sum`
/** Of a page: by which name it refers to a row that is not its own; the row's place in it, and what it is sorted by. */
const [TARGET_AT, PLACE_AT, KEYS_AT] = [4, 5, 6]

const ID_AT = '{"id":"'.length
const ID_LENGTH = 36

const rowOf = (collection: string, columns: Array<Buffer | null>): Row => {
  const head = columns[HEAD_AT]?.toString('latin1') ?? ''
  return {
    id: head.slice(ID_AT, ID_AT + ID_LENGTH),
    collection,
    head,
    content: columns[CONTENT_AT]?.toString('latin1') ?? '{}',
    spans: spansOf(columns[SPANS_AT]?.toString('latin1')),
    sum: columns[SUM_AT]?.toString('latin1') ?? '',
  }
}

/** An array of numbers as PostgreSQL writes it. */
const spansOf = (written: string | undefined): number[] | undefined =>
  written === undefined ? undefined : written === '{}' ? [] : written.slice(1, -1).split(',').map(Number)

/** Reads one page of a collection. */
export async function findRows(
  model: ReadModel,
  { name, query, contract }: { name: string; query: Query; contract: Contract },
): Promise<Found> {
  const sql = new SqlText()
  const languages = query.fallback ? [query.language, query.fallback] : [query.language]
  const where = conditionOf(query.where, { collection: name, contract, sql })
  const collection = sql.value(name)
  const branches = languages.map(
    (language, index) =>
      `d.collection = ${collection} and ${index === 0 ? ownText('d', language) : onlyText('d', language)} and ${where}`,
  )
  return query.search === undefined
    ? sorted(model, { sql, branches, query, name, contract })
    : ranked(model, { sql, branches, query, search: query.search, name, contract })
}

/** SQL: each document once, in its language, or in the other one where it is ready in that alone. Languages are the product's own. */
const ownText = (row: string, language: Language): string => `${row}.language = '${language}'`
const onlyText = (row: string, language: Language): string =>
  `${ownText(row, language)} and cardinality(${row}.languages) = 1`
const inLanguage = (row: string, { language, fallback }: Pick<Query, 'language' | 'fallback'>): string =>
  fallback ? `(${ownText(row, language)} or ${onlyText(row, fallback)})` : ownText(row, language)

type Reading = { sql: SqlText; branches: string[]; query: Query; name: string; contract: Contract }

type SortKey = { expression: string; isDescending: boolean }

function keysOf({ query, name, contract }: Reading): SortKey[] {
  const fields = { ...contract.collections[name]?.fields, ...COMMON_FIELDS }
  return query.sort.flatMap(({ path, isDescending }) => {
    const found = fieldAt(fields, path)
    return found ? [{ expression: sortableOf(path, found.field), isDescending }] : []
  })
}

async function sorted(model: ReadModel, reading: Reading): Promise<Found> {
  const { sql, branches, query, name } = reading
  const keys = keysOf(reading)
  // The rest of the order is by the id: a page begins where the last one ended.
  const order = (alias: (index: number) => string) =>
    [...keys.map((key, index) => `${alias(index)} ${key.isDescending ? 'desc' : 'asc'}`), 'id'].join(', ')
  const after = query.cursor ? `and ${behind(query.cursor, keys, sql)}` : ''
  const wanted = query.limit + 1
  const skipped = query.cursor ? 0 : (query.page - 1) * query.limit
  const selected = keys.map(({ expression }, index) => `, ${expression} as key${index}`).join('')
  const counted = [...sql.values]
  // As numbers of the statement: PostgreSQL plans for so many rows, not for a tenth of them all.
  const upTo = skipped === 0 ? wanted : sql.value(wanted + skipped)
  // A sort holds all that its rows carry, and a content is long.
  const isCarried = wanted + skipped <= MOST_CARRIED && isNewestFirst(query)
  const texts = branches.map(
    (branch) => `(select ${isCarried ? READ : KEY}, d.document_id as id${selected} from published_documents d
      where ${branch} ${after} order by ${order((index) => keys[index]?.expression ?? '')} limit ${upTo})`,
  )
  const inOrder = order((index) => `key${index}`)
  const found = `select * from (${texts.join(' union all ')}) found order by ${inOrder}
    limit ${wanted} ${skipped === 0 ? '' : `offset ${sql.value(skipped)}`}`
  const page = isCarried
    ? found
    : `select ${READ}, f.id${keys.map((_, index) => `, f.key${index}`).join('')} from (${found}) f
        join published_documents d on d.collection = f.collection and d.document_id = f.document_id and d.language = f.language
        order by ${inOrder}`
  const [{ rows, targets }, totalDocs] = await Promise.all([
    readPage(model, { page, keys: keys.length, sql, query }),
    query.isPaginated ? count(model, { branches, values: counted }) : undefined,
  ])
  const shown = rows.slice(0, query.limit)
  const own = shown.map((columns) => rowOf(name, columns))
  const last = shown.at(-1)
  const hasMore = rows.length > query.limit
  const keyOf = (key: Buffer | null | undefined) => (key ? `${key}` : null)
  return {
    rows: own,
    targets,
    totalDocs,
    hasMore,
    nextCursor:
      hasMore && last
        ? writeCursor([...keys.map((_, index) => keyOf(last[KEYS_AT + index])), own.at(-1)?.id ?? ''])
        : undefined,
  }
}

/** The order that indexes have: nothing is sorted that is not sent. */
const isNewestFirst = ({ sort: [first, ...rest] }: Query): boolean =>
  first?.path === 'publishedAt' && first.isDescending && rest.length === 0

/** What a document is found by. */
const KEY = 'd.collection, d.document_id, d.language'
/** What is read of a document for a page of documents. */
const READ = `${KEY}, d.head, d.content, d.spans, d.content_sum`

/** More rows than these are sorted and skipped without their contents, which are then found by their keys. */
const MOST_CARRIED = 200

/**
 * Reads the documents of a page, and with them, where they are to be put in the place of their ids, those that
 * they refer to: one question for both, as each costs both sides more than what it asks.
 * @param page SQL that finds them in their order: READ, key0, …
 */
async function readPage(
  model: ReadModel,
  { page, keys, sql, query }: { page: string; keys: number; sql: SqlText; query: Query },
): Promise<{ rows: Array<Array<Buffer | null>>; targets: Targets }> {
  const isFarOn = query.cursor === undefined && query.page * query.limit > FAR_ON
  // The row that only says that there are more brings nothing. Not as text: PostgreSQL would copy it twice.
  const content = `case when p.place <= ${query.limit} then p.content end`
  const keysOfPage = Array.from({ length: keys }, (_, index) => `, p.key${index}::text`).join('')
  const own = `select ${columnsOf('p', content)}, null, p.place::text${keysOfPage} from page p`
  const withNamed = `, named as materialized (select distinct r.target_collection, r.target_id from page p
      join published_references r on r.collection = p.collection and r.document_id = p.document_id and r.language = p.language where p.place <= ${query.limit})
    ${own} union all select ${columnsOf('d')}, n.target_collection || '/' || n.target_id, null${', null'.repeat(keys)} from named n
      left join published_documents d on d.collection = n.target_collection and d.document_id = n.target_id and ${inLanguage('d', query)}`
  const text = `with page as materialized (select found.*, row_number() over () as place from (${page}) found)
    ${query.depth === 0 ? own : withNamed}`
  const question = kept(text, sql.values)
  const found = await model.askBytes({ ...question, isLong: isFarOn || looksForWords(question.text) })
  const placeOf = (columns: Array<Buffer | null>) => Number(columns[PLACE_AT]?.toString('latin1'))
  return {
    rows: found.filter((columns) => columns[PLACE_AT]).sort((a, b) => placeOf(a) - placeOf(b)),
    targets: new Map(found.flatMap((columns) => (columns[TARGET_AT] ? [targetOf(columns)] : []))),
  }
}

/** What a page refers to, by its collection and id; nothing where it is not public. */
function targetOf(columns: Array<Buffer | null>): [string, Row | undefined] {
  const key = columns[TARGET_AT]?.toString('latin1') ?? ''
  return [key, columns[HEAD_AT] ? rowOf(key.slice(0, key.indexOf('/')), columns) : undefined]
}

/** Documents that are skipped cost as much as those that are read. */
const FAR_ON = 5_000

/** Forms of questions that PostgreSQL is to remember how it answers, on each connection. */
const MOST_KEPT = 200
const LONGEST_KEPT = 8_000
const forms = new Set<string>()

/** A question that is planned once, as long as there are not too many forms of it. */
function kept(text: string, values: unknown[]): Question {
  if (!forms.has(text) && forms.size < MOST_KEPT && text.length < LONGEST_KEPT) forms.add(text)
  return { text, values, isKept: forms.has(text) }
}

async function count(
  model: ReadModel,
  { branches, values }: { branches: string[]; values: unknown[] },
): Promise<number> {
  const texts = branches.map((branch) => `(select count(*) from published_documents d where ${branch})`)
  const question = kept(`select (${texts.join(' + ')})::int as count`, values)
  const rows = await model.ask<{ count: number }>({ ...question, isLong: looksForWords(question.text) })
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

/** Of a question that counts, behind what a row is made of. */
const COUNT_AT = SUM_AT + 1

/** The newest hits of a search, the best first; or as the sort wants them. */
async function ranked(model: ReadModel, reading: Reading & { search: string }): Promise<Found> {
  const { sql, branches, query, search, name } = reading
  const keys = keysOf(reading)
  const words = sql.value(search)
  const newest = `(d.facets ->> 'publishedAt') collate "C" desc`
  const hits = branches.map((branch, index) => {
    const language = index === 0 ? query.language : query.fallback
    const found = `select d.document_id, d.language, d.search${keys
      .map(({ expression }, at) => `, ${expression} as key${at}`)
      .join('')} from published_documents d where ${branch} and d.search @@ content_query('${language}', ${words})
      order by ${newest} limit ${MOST_RANKED}`
    // Outside: PostgreSQL takes a rank for cheap, and would make one for every hit before it sorts them.
    return `(select n.document_id, n.language, ts_rank_cd(n.search, content_query('${language}', ${words})) as rank${keys
      .map((_, at) => `, key${at}`)
      .join('')} from (${found}) n)`
  })
  const order =
    keys.length > 0
      ? keys.map(({ isDescending }, at) => `key${at} ${isDescending ? 'desc' : 'asc'}`).join(', ')
      : 'rank desc'
  const rows = await model.askBytes({
    isLong: true,
    text: `with hits as materialized (${hits.join(' union all ')}),
       page as (select * from hits order by ${order}, document_id limit ${query.limit} offset ${(query.page - 1) * query.limit})
     select ${columnsOf('d')}, counted.count::text
     from (select count(*)::int as count from hits) counted left join (page join published_documents d
       on d.collection = ${sql.value(name)} and d.document_id = page.document_id and d.language = page.language) on true
     order by ${order.replaceAll('key', 'page.key')}, d.document_id`,
    values: sql.values,
  })
  // A page behind the last hit has no document, and still a count.
  const totalDocs = Number(rows[0]?.[COUNT_AT]?.toString('latin1') ?? 0)
  return {
    rows: rows.flatMap((columns) => (columns[HEAD_AT] ? [rowOf(name, columns)] : [])),
    targets: new Map(),
    totalDocs,
    hasMore: query.page * query.limit < totalDocs,
    nextCursor: undefined,
  }
}

/** One document by its id or its name in addresses, in the language asked for or the other one, with what it refers to. */
export async function findRow(
  model: ReadModel,
  { name, key, query }: { name: string; key: { id: string } | { slug: string }; query: Query },
): Promise<{ row: Row; targets: Targets } | undefined> {
  const [column, value] = 'id' in key ? ['document_id', key.id] : ['slug', key.slug]
  const sql = new SqlText()
  const page = `select ${READ} from published_documents d
    where d.collection = ${sql.value(name)} and d.${column} = ${sql.value(value)} and ${inLanguage('d', query)} limit 1`
  const { rows, targets } = await readPage(model, { page, keys: 0, sql, query })
  return rows[0] && { row: rowOf(name, rows[0]), targets }
}

/** Where a document went whose name in addresses was once this one. */
export async function findMoved(
  model: ReadModel,
  { name, slug }: { name: string; slug: string },
): Promise<string | undefined> {
  const rows = await model.ask<{ slug: string }>({
    text: `select d.slug from publications p join published_documents d on d.collection = p.collection and d.document_id = p.document_id
     where p.collection = $1 and p.slug = $2 and d.slug is not null and d.slug <> $2 order by p.position desc limit 1`,
    values: [name, slug],
  })
  return rows[0]?.slug
}

/** Documents by collection and id, each in the language asked for or the other one. */
export async function findTargets(
  model: ReadModel,
  {
    targets,
    query,
  }: { targets: Array<{ collection: string; id: string }>; query: Pick<Query, 'language' | 'fallback'> },
): Promise<Row[]> {
  const rows = await model.askBytes({
    isKept: true,
    text: `select ${columnsOf('d')}, d.collection || '/' || d.document_id from unnest($1::text[], $2::uuid[]) as wanted(collection, id)
      join published_documents d on d.collection = wanted.collection and d.document_id = wanted.id and ${inLanguage('d', query)}`,
    values: [targets.map(({ collection }) => collection), targets.map(({ id }) => id)],
  })
  return rows.flatMap((columns) => targetOf(columns)[1] ?? [])
}
