import type { PublicFields } from '../../fields/publicField.ts'
import { BadQuery } from './badQuery.ts'
import { COMMON_FIELDS, type Contract } from './contract.ts'
import type { Doc } from './doc.ts'
import { withMediaAddress } from './mediaAddress.ts'
import type { Query } from './parseQuery.ts'
import { type Raw, rawOf, textOf } from './raw.ts'
import { findTargets, type Row, type Targets } from './readDocuments.ts'
import type { ReadModel } from './readModel.ts'
import { placesOf } from './references.ts'
import { toHtml, toText } from './richTextForms.ts'
import { referencesAt, spliceReferences, standAtTop } from './spliceReferences.ts'

export type Rendering = {
  model: ReadModel
  contract: Contract
  query: Pick<Query, 'depth' | 'select' | 'richText' | 'language' | 'fallback'>
  /** The address of the back office, at which files are. */
  address: string
  /** What the documents are known to refer to. */
  targets?: Targets
}

/** Documents as JSON; and, where they go out as they are kept, what tells them apart as well as their bytes do. */
export type Rendered = { docs: Raw[]; version?: string }

/**
 * Documents as JSON. Where nothing has to be added or left out, the text goes out as it is kept.
 */
export async function renderDocuments(rows: Row[], rendering: Rendering): Promise<Rendered> {
  const { depth, select, richText } = rendering.query
  if (!select && richText === 'lexical') {
    if (depth === 0)
      return { docs: rows.map((row) => asItIs(row, rendering.address)), version: versionOf(rows, rendering) }
    if (depth === 1) {
      const spliced = await withReferences(rows, rendering)
      if (spliced) return spliced
    }
  }
  return { docs: (await readDocs(rows, rendering)).map((doc) => rawOf(JSON.stringify(doc))) }
}

/** What an answer is made of: which documents, of which content, from which address. */
const versionOf = (rows: Row[], { address }: Rendering): string =>
  rows.reduce((version, { sum, head }) => `${version} ${sum}${head}`, address)

/** Documents with what they refer to as texts, never taken apart; nothing where some need more than that. */
async function withReferences(rows: Row[], rendering: Rendering): Promise<Rendered | undefined> {
  const { contract, address } = rendering
  const found = rows.map((row) => {
    const fields = fieldsOf(contract, row.collection)
    return row.spans && standAtTop(fields)
      ? { row, references: referencesAt(row.content, row.spans, fields) }
      : undefined
  })
  if (found.includes(undefined)) return undefined
  const ready = found.filter((one) => one !== undefined)
  const wanted = new Map<string, { collection: string; id: string }>()
  for (const { references } of ready) {
    for (const { to: collection, ids } of references) {
      for (const id of ids) wanted.set(`${collection}/${id}`, { collection, id })
    }
  }
  const targets = await targetsOf(wanted, rendering)
  const byKey = new Map(targets.map((row) => [`${row.collection}/${row.id}`, { row, text: asItIs(row, address) }]))
  const textOfTarget = (collection: string, id: string) => byKey.get(`${collection}/${id}`)?.text
  const docs = ready.map(({ row, references }) =>
    asItIs({ ...row, content: spliceReferences(row.content, references, textOfTarget) }, address),
  )
  // In the order in which they are named: PostgreSQL gives them in any.
  const named = [...wanted.keys()].flatMap((key) => byKey.get(key)?.row ?? [])
  return { docs, version: versionOf([...rows, ...named], rendering) }
}

/** What documents refer to, each in the language asked for or the other one, by collection and id. */
async function targetsOf(
  wanted: Map<string, { collection: string; id: string }>,
  { model, query, targets: known }: Rendering,
): Promise<Row[]> {
  const found = [...wanted.keys()].flatMap((key) => known?.get(key) ?? [])
  const targets = [...wanted].flatMap(([key, target]) => (known?.has(key) ? [] : [target]))
  return targets.length > 0 ? [...found, ...(await findTargets(model, { targets, query }))] : found
}

/** Documents with what they refer to, in the form that was asked for. */
export async function readDocs(rows: Row[], rendering: Rendering): Promise<Doc[]> {
  const { contract, query } = rendering
  const held = rows.map((row) => heldOf(row, rendering))
  for (const one of held) {
    if (query.select) one.doc = selected(one.doc, query.select, { ...HEAD, ...fieldsOf(contract, one.collection) })
  }
  await complete(held, rendering, query.depth)
  return held.map(({ doc }) => doc)
}

/** The JSON of a document, from the text that is kept of it. */
function asItIs(row: Row, address: string): Raw {
  const content = withAddress(row, address)
  return content.length > 2 ? `${row.head},${content.slice(content.indexOf('{') + 1)}` : `${row.head}}`
}

type Held = { collection: string; doc: Doc }

/** What every document has, as far as it can be selected. */
const HEAD: PublicFields = {
  ...COMMON_FIELDS,
  language: { kind: 'text', label: 'Language' },
  languages: { kind: 'text', isMany: true, label: 'Ready languages' },
}

const withAddress = ({ collection, content }: Row, address: string): Raw =>
  collection === 'media' ? withMediaAddress(content, address) : content

const fieldsOf = (contract: Contract, collection: string): PublicFields =>
  contract.collections[collection]?.fields ?? {}

const heldOf = (row: Row, { address }: Rendering): Held => ({
  collection: row.collection,
  doc: JSON.parse(textOf(asItIs(row, address))) as Doc,
})

/** Puts documents in place of the ids that name them, as deep as asked, and gives texts their form. */
async function complete(held: Held[], rendering: Rendering, depth: number): Promise<void> {
  const { contract, query } = rendering
  const isHtml = query.richText === 'html'
  const contactsOf = new Map(
    held.map(({ doc }) => [doc, isHtml && Array.isArray(doc.contacts) ? (doc.contacts as string[]) : []]),
  )
  const places = held
    .flatMap(({ doc, collection }) => placesOf(doc, fieldsOf(contract, collection)))
    .filter(({ isInText }) => depth > 0 || (isHtml && isInText))
  const wanted = new Map(places.map(({ collection, id }) => [`${collection}/${id}`, { collection, id }]))
  for (const id of [...contactsOf.values()].flat()) wanted.set(`contacts/${id}`, { collection: 'contacts', id })
  if (wanted.size > 0) {
    const rows = await targetsOf(wanted, rendering)
    const found = new Map(rows.map((row) => [`${row.collection}/${row.id}`, heldOf(row, rendering)]))
    if (depth > 0) await complete([...found.values()], rendering, depth - 1)
    for (const { collection, id, isLink, put } of places) {
      const target = found.get(`${collection}/${id}`)?.doc
      put(target && isLink ? briefly(target) : target)
    }
    if (isHtml) {
      for (const [doc, ids] of contactsOf) {
        await giveForm(doc, rendering, { contacts: ids.flatMap((id) => found.get(`contacts/${id}`)?.doc ?? []), held })
      }
      return
    }
  }
  for (const { doc } of held) await giveForm(doc, rendering, { contacts: [], held })
}

/** What a link needs to know of its target: a text that links to a text does not carry it. */
const briefly = ({ id, slug, title, name, language }: Doc) => ({
  id,
  slug,
  language,
  ...(title ? { title } : { name }),
})

async function giveForm(
  doc: Doc,
  { contract, query, address }: Rendering,
  { contacts, held }: { contacts: Doc[]; held: Held[] },
): Promise<void> {
  if (query.richText === 'lexical') return
  const collection = held.find((one) => one.doc === doc)?.collection ?? ''
  const give = async (holder: Record<string, unknown>, fields: PublicFields): Promise<void> => {
    for (const [name, field] of Object.entries(fields)) {
      const value = holder[name]
      if (field.kind === 'richText') {
        if (Object.hasOwn(holder, name)) {
          holder[name] = query.richText === 'html' ? await toHtml(value, { address, contacts }) : toText(value)
        }
      } else if (field.kind === 'group') {
        for (const part of [value ?? []].flat()) await give(part as Record<string, unknown>, field.fields)
      }
    }
  }
  await give(doc, fieldsOf(contract, collection))
}

/**
 * What was selected of a document, and its id: the fields that are true, or all but those that are false.
 * @throws BadQuery for what is no public field
 */
function selected(doc: Doc, select: Record<string, unknown>, fields: PublicFields): Doc {
  return { id: doc.id, ...pick(doc, select, fields, 'select') } as Doc
}

function pick(
  holder: Record<string, unknown>,
  select: Record<string, unknown>,
  fields: PublicFields,
  at: string,
): object {
  const isIncluding = Object.values(select).some((one) => one === 'true' || typeof one === 'object')
  for (const [name, one] of Object.entries(select)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) throw new BadQuery(`${at}[${name.slice(0, 60)}]`, 'nothing: there is no such public field')
    const isNested = typeof one === 'object' && one !== null && field.kind === 'group'
    if (one !== 'true' && one !== 'false' && !isNested) throw new BadQuery(`${at}[${name}]`, 'true or false')
  }
  return Object.fromEntries(
    Object.entries(holder).flatMap(([name, value]): Array<[string, unknown]> => {
      const one = Object.hasOwn(select, name) ? select[name] : undefined
      const field = fields[name]
      if (one === 'true') return [[name, value]]
      if (one === 'false') return []
      if (typeof one === 'object' && one !== null && field?.kind === 'group') {
        const part = (whole: unknown) =>
          pick((whole ?? {}) as Record<string, unknown>, one as Record<string, unknown>, field.fields, `${at}[${name}]`)
        return [[name, Array.isArray(value) ? value.map(part) : part(value)]]
      }
      return isIncluding ? [] : [[name, value]]
    }),
  )
}
