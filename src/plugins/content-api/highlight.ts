import { plainText, rootOf } from '../../text/richText.ts'
import { escaped } from './escaped.ts'
import { textOf } from './raw.ts'
import type { Row } from './readDocuments.ts'
import type { ReadModel } from './readModel.ts'

/** Where a search was found, as HTML with `<mark>`; null where it was not. */
export type Highlights = { title: string | null; text: string | null }

const [START, END] = ['\u0001', '\u0002']
const BEFORE = 80
const LENGTH = 280

/**
 * Shows where the words of a search stand in each document: PostgreSQL marks them, by the same rules by
 * which it found them, in a copy without accents that is as long letter by letter.
 */
export async function highlight(
  model: ReadModel,
  { rows, search }: { rows: Row[]; search: string },
): Promise<Highlights[]> {
  const texts = rows.map(({ content }) => wordsOf(JSON.parse(textOf(content))))
  const marked = await mark(model, {
    search,
    languages: rows.flatMap((row) => [languageOf(row), languageOf(row)]),
    texts: texts.flatMap(({ title, text }) => [title, text]),
  })
  return texts.map(({ title, text }, index) => ({
    title: shown(title, marked[index * 2], title.length),
    text: shown(text, marked[index * 2 + 1], LENGTH),
  }))
}

const languageOf = ({ head }: Row): string => (JSON.parse(`${head}}`) as { language: string }).language

function wordsOf(content: Record<string, unknown>): { title: string; text: string } {
  const rich = Object.values(content).filter((value) => rootOf(value))
  return {
    title: String(content.title ?? content.name ?? ''),
    text: [content.subtitle, content.summary, ...rich.map(plainText)].filter(Boolean).join(' '),
  }
}

async function mark(
  model: ReadModel,
  { search, languages, texts }: { search: string; languages: string[]; texts: string[] },
): Promise<string[]> {
  const rows = await model.ask<{ marked: string }>({
    isLong: true,
    text: `select ts_headline(case language when 'fr' then 'pg_catalog.french'::regconfig else 'pg_catalog.english'::regconfig end,
       words, content_query(language, $3),
       'HighlightAll=true, StartSel="${START}", StopSel="${END}"') as marked
     from unnest($1::text[], $2::text[]) with ordinality as given(language, words, position) order by position`,
    values: [languages, texts.map(folded), search],
  })
  return rows.map(({ marked }) => marked)
}

/** A text without accents and without what looks like markup, as long as it is: letter by letter. */
const folded = (text: string): string =>
  text.replaceAll(/[<>&\p{Cc}]/gu, ' ').replaceAll(/[\u00c0-\u024f]/g, (letter) => letter.normalize('NFD')[0] ?? letter)

/** The marks put back into the text as it was written, around the first of them. */
function shown(text: string, marked: string | undefined, length: number): string | null {
  if (!marked?.includes(START) || marked.replaceAll(START, '').replaceAll(END, '').length !== text.length) return null
  const first = marked.indexOf(START)
  const from = length >= text.length || first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1
  let at = 0
  let html = ''
  for (const letter of marked) {
    if (letter === START || letter === END) {
      if (at >= from && at <= from + length) html += letter === START ? '<mark>' : '</mark>'
      continue
    }
    if (at >= from && at < from + length) html += escaped(text.slice(at, at + letter.length))
    at += letter.length
  }
  const isOpen = html.split('<mark>').length > html.split('</mark>').length
  return `${from > 0 ? '… ' : ''}${html}${isOpen ? '</mark>' : ''}${from + length < text.length ? ' …' : ''}`
}
