import type { PublicField, PublicFields } from '../../fields/publicField.ts'
import { isUuid } from '../../text/uuid.ts'
import { BadQuery } from './badQuery.ts'
import { COMMON_FIELDS, type Contract, fieldAt } from './contract.ts'
import type { SqlText } from './sqlText.ts'

const MOST_CONDITIONS = 30
const MOST_VALUES = 200
const LONGEST_VALUE = 500
const EARTH_RADIUS_M = 6_371_008.8

const COMPARISONS = { greater_than: '>', greater_than_equal: '>=', less_than: '<', less_than_equal: '<=' } as const

/** Which operators a field takes, by what it holds. */
export function operatorsOf({ kind }: PublicField, isInList: boolean): string[] {
  const equality = ['equals', 'not_equals', 'in', 'not_in', 'exists']
  switch (kind) {
    case 'text':
      return [...equality, 'like', 'not_like', 'contains', ...(isInList ? [] : Object.keys(COMPARISONS))]
    case 'instant':
    case 'number':
      return [...equality, ...Object.keys(COMPARISONS)]
    case 'boolean':
    case 'reference':
      return equality
    case 'position':
      return ['near', 'exists']
    default:
      return []
  }
}

type Asked = { contract: Contract; sql: SqlText; count: { left: number } }

/**
 * The condition of a `where` in Payload's form, on public fields alone.
 * @returns SQL on the row `d` of published_documents
 * @throws BadQuery that names the field or the operator
 */
export function conditionOf(
  where: unknown,
  { collection, contract, sql }: { collection: string } & Omit<Asked, 'count'>,
): string {
  const asked = { contract, sql, count: { left: MOST_CONDITIONS } }
  return where === undefined ? 'true' : all(where, { alias: 'd', collection }, asked, 'where')
}

type Rows = { alias: string; collection: string }

function all(where: unknown, rows: Rows, asked: Asked, at: string): string {
  if (typeof where !== 'object' || where === null || Array.isArray(where)) {
    throw new BadQuery(at, 'conditions by field and operator: where[title][equals]=…')
  }
  const parts = Object.entries(where).map(([name, value]) => {
    if (name === 'and' || name === 'or') {
      const list = listOf(value, `${at}[${name}]`)
      const joined = list.map((one, index) => all(one, rows, asked, `${at}[${name}][${index}]`))
      // As Payload has it: an empty list is no condition.
      return joined.length === 0 ? 'true' : `(${joined.join(` ${name} `)})`
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadQuery(`${at}[${name}]`, 'an operator: where[title][equals]=…')
    }
    return Object.entries(value)
      .map(([operator, operand]) => one({ path: name, operator, operand }, rows, asked, `${at}[${name}][${operator}]`))
      .join(' and ')
  })
  return parts.filter(Boolean).length === 0 ? 'true' : `(${parts.filter(Boolean).join(' and ')})`
}

function listOf(value: unknown, at: string): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null) return Object.values(value)
  throw new BadQuery(at, 'a list of conditions')
}

type Condition = { path: string; operator: string; operand: unknown }

function one({ path, operator, operand }: Condition, rows: Rows, asked: Asked, at: string): string {
  asked.count.left -= 1
  if (asked.count.left < 0) throw new BadQuery('where', `at most ${MOST_CONDITIONS} conditions`)
  const collection = asked.contract.collections[rows.collection]
  const fields: PublicFields = { ...collection?.fields, ...COMMON_FIELDS }
  const found = fieldAt(fields, path)
  if (!found) throw new BadQuery(at.slice(0, 120), `public fields; “${path.slice(0, 60)}” is none`)
  const { isInList, rest } = found
  const field = path === 'id' ? ID : found.field
  if (rest) return throughReference({ path, operator, operand }, { rows, field, rest, isInList }, asked, at)
  const accepted = operatorsOf(field, isInList)
  if (!accepted.includes(operator)) {
    throw new BadQuery(
      at.slice(0, 120),
      accepted.length > 0 ? `the operators ${accepted.join(', ')}` : 'no condition; use q to search texts',
    )
  }
  const isColumn = Object.hasOwn(COMMON_FIELDS, path) || (path === 'owner' && field.kind === 'reference')
  const test = { operator, operand, field, at, sql: asked.sql }
  if (isInList) return ofList(path, rows, test)
  return isColumn
    ? ofValue(columnOf(path, rows), { ...test, type: COLUMN_TYPES[path] })
    : ofValue(facetOf(path, rows), test)
}

const ID: PublicField = { kind: 'reference', to: '', label: 'Identifier' }
const COLUMNS: Record<string, string> = {
  id: 'document_id',
  slug: 'slug',
  owner: 'owner_id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}
const COLUMN_TYPES: Record<string, string> = {
  id: 'uuid',
  owner: 'uuid',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
}
const columnOf = (path: string, { alias }: Rows): string => `${alias}.${COLUMNS[path]}`

/** SQL of a public field that a list can be sorted by. */
export function sortableOf(path: string, field: PublicField): string {
  const rows = { alias: 'd', collection: '' }
  if (Object.hasOwn(COMMON_FIELDS, path) || (path === 'owner' && field.kind === 'reference'))
    return columnOf(path, rows)
  const value = facetOf(path, rows)
  // Choices stand in the order in which they are offered, as in Payload’s lists.
  if (field.kind === 'text' && field.options) {
    return `array_position(array[${field.options.map((option) => `'${option.replaceAll("'", "''")}'`).join(', ')}], ${value})`
  }
  return typed(value, field)
}

// The names come from the contract, never from a request.
function facetOf(path: string, { alias }: Rows): string {
  return path.includes('.') ? `${alias}.facets #>> '{${path.replaceAll('.', ',')}}'` : `${alias}.facets ->> '${path}'`
}

const membersOf = (path: string, { alias }: Rows): string => `jsonb_path_query(${alias}.facets, 'lax $.${path}[*]')`

function typed(expression: string, { kind }: PublicField): string {
  if (kind === 'number') return `(${expression})::numeric`
  if (kind === 'boolean') return `(${expression})::boolean`
  // Instants are written alike, so that their order is that of their letters.
  if (kind === 'instant') return `((${expression}) collate "C")`
  return `(${expression})`
}

/** Whether a statement looks for words in each document, which no index answers: `like`, `not_like`, `contains`. Values are not part of its text. */
export const looksForWords = (text: string): boolean => text.includes(' ilike ')

/** Of a `like`: each is looked for in each row. */
const MOST_WORDS = 10

type Test = {
  operator: string
  operand: unknown
  field: PublicField
  at: string
  sql: SqlText
  type?: string | undefined
}

function ofValue(expression: string, { operator, operand, field, at, sql, type }: Test): string {
  const left = type ? expression : typed(expression, field)
  const right = (value: string | number | boolean) => `${sql.value(value)}${type ? `::${type}` : ''}`
  if (operator === 'exists') return `${expression} is ${truth(operand, at) ? 'not null' : 'null'}`
  if (operator === 'near') return near(expression, operand, { at, sql })
  if (operator === 'like' || operator === 'not_like') {
    const words = textOf(operand, at).split(' ')
    if (words.length > MOST_WORDS) throw new BadQuery(at.slice(0, 120), `at most ${MOST_WORDS} words`)
    const found = words.map((word) => `${left} ilike ${sql.value(`%${literally(word)}%`)}`).join(' and ')
    return operator === 'like' ? `(${found})` : `(${left} is null or not (${found}))`
  }
  if (operator === 'contains') return `${left} ilike ${sql.value(`%${literally(textOf(operand, at))}%`)}`
  if (operator === 'in' || operator === 'not_in') {
    const values = valuesOf(operand, at).map((value) => operandOf(value, field, at))
    const present = values.filter((value) => value !== null)
    const isIn = [
      ...(present.length > 0 ? [`${left} in (${present.map(right).join(', ')})`] : []),
      ...(present.length < values.length ? [`${left} is null`] : []),
    ]
    const any = isIn.length > 0 ? `(${isIn.join(' or ')})` : 'false'
    if (operator === 'in') return any
    return field.kind === 'reference' ? `(${left} is null or not ${any})` : `not ${any}`
  }
  const value = operandOf(operand, field, at)
  if (operator === 'equals') return value === null ? `${expression} is null` : `${left} = ${right(value)}`
  if (operator === 'not_equals') {
    return value === null ? `${expression} is not null` : `(${left} is null or ${left} <> ${right(value)})`
  }
  if (value === null) throw new BadQuery(at, 'a value to compare with')
  return `${left} ${COMPARISONS[operator as keyof typeof COMPARISONS]} ${right(value)}`
}

/** A list is equal to a value when one of its members is; it is not, when none is. */
function ofList(path: string, rows: Rows, { operator, operand, field, at, sql }: Test): string {
  const any = (condition: string) => `exists (select 1 from ${membersOf(path, rows)} as member where ${condition})`
  if (operator === 'exists') return `${truth(operand, at) ? '' : 'not '}${any(`member <> 'null'::jsonb`)}`
  const isNegative = operator === 'not_equals' || operator === 'not_in' || operator === 'not_like'
  const positive = operator.replace(/^not_/, '')
  const test = any(ofValue(`member #>> '{}'`, { operator: positive, operand, field, at, sql }))
  return isNegative ? `not ${test}` : test
}

/** `owner.slug`: of documents that refer to one for which the rest holds, in whatever language that is ready. */
function throughReference(
  { path, operator, operand }: Condition,
  { rows, field, rest, isInList }: { rows: Rows; field: PublicField; rest: string; isInList: boolean },
  asked: Asked,
  at: string,
): string {
  if (field.kind !== 'reference' || rows.alias !== 'd') {
    throw new BadQuery(at.slice(0, 120), 'one step from a document to another')
  }
  const inner = one({ path: rest, operator, operand }, { alias: 't', collection: field.to }, asked, at)
  const targets = `(select t.document_id from published_documents t where t.collection = ${asked.sql.value(field.to)} and ${inner})`
  const from = path.slice(0, -rest.length - 1)
  if (from === 'owner') return `${columnOf('owner', rows)} in ${targets}`
  if (!isInList) return `(${facetOf(from, rows)})::uuid in ${targets}`
  return `exists (select 1 from ${membersOf(from, rows)} as member where (member #>> '{}')::uuid in ${targets})`
}

const literally = (word: string): string => word.replaceAll(/[\\%_]/g, String.raw`\$&`)

function textOf(operand: unknown, at: string): string {
  if (typeof operand === 'string' && operand.length <= LONGEST_VALUE && !operand.includes('\0')) return operand
  throw new BadQuery(at.slice(0, 120), `a text, at most ${LONGEST_VALUE} characters`)
}

function truth(operand: unknown, at: string): boolean {
  if (operand === 'true' || operand === 'false') return operand === 'true'
  throw new BadQuery(at.slice(0, 120), 'true or false')
}

function valuesOf(operand: unknown, at: string): unknown[] {
  const values = typeof operand === 'string' ? operand.split(',') : listOf(operand, at)
  if (values.length > MOST_VALUES) throw new BadQuery(at.slice(0, 120), `at most ${MOST_VALUES} values`)
  return values
}

function operandOf(operand: unknown, { kind, label }: PublicField, at: string): string | number | boolean | null {
  const text = textOf(operand, at)
  if (kind === 'text') return text
  if (text === 'null') return null
  switch (kind) {
    case 'number':
      if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
      throw new BadQuery(at, 'a number')
    case 'boolean':
      return truth(text, at)
    case 'reference':
      if (isUuid(text)) return text.toLowerCase()
      throw new BadQuery(at, 'an identifier (a UUID)')
    case 'instant': {
      const instant = new Date(text)
      // The years that PostgreSQL and the letters of instants have in the same order.
      if (/^\d{4}-/.test(Number.isNaN(instant.getTime()) ? '' : instant.toISOString()) && instant.getUTCFullYear() > 0)
        return instant.toISOString()
      throw new BadQuery(at, 'a date or an instant: 2026-03-31, 2026-03-31T09:00:00Z')
    }
    default:
      throw new BadQuery(at, `no value of ${label}`)
  }
}

/** Within so many metres of a point (longitude, latitude, at most[, at least]), on the sphere: the haversine formula. */
function near(expression: string, operand: unknown, { at, sql }: { at: string; sql: SqlText }): string {
  const [longitude, latitude, most, least = 0] = textOf(operand, at)
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const isPlace =
    [longitude, latitude, most, least].every(Number.isFinite) &&
    Math.abs(longitude ?? 181) <= 180 &&
    Math.abs(latitude ?? 91) <= 90
  if (!isPlace) throw new BadQuery(at, 'longitude,latitude,metres at most[,metres at least]')
  const [x, y] = [`radians(((${expression})::jsonb ->> 0)::float8)`, `radians(((${expression})::jsonb ->> 1)::float8)`]
  const [lng, lat] = [`radians(${sql.value(longitude)}::float8)`, `radians(${sql.value(latitude)}::float8)`]
  const distance = `2 * ${EARTH_RADIUS_M} * asin(sqrt(least(1, sin((${y} - ${lat}) / 2) ^ 2 + cos(${lat}) * cos(${y}) * sin((${x} - ${lng}) / 2) ^ 2)))`
  return `(${expression} is not null and ${distance} between ${sql.value(least)}::float8 and ${sql.value(most)}::float8)`
}
