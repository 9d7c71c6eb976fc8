/** U+00A0, before a colon and inside guillemets. */
const NBSP = '\u00A0'
/** U+202F, before ; ! ? and between groups of digits. */
const THIN_NBSP = '\u202F'

/** One change of a text: at `at`, `remove` characters give way to `insert`. Positions are those of the text before any change. */
export type Edit = { at: number; remove: number; insert: string }

/**
 * The edits that give a French text its typography: non-breaking spaces before ; : ! ? » and
 * after «, typographic apostrophes, non-breaking spaces inside numbers and before units.
 * Web and e-mail addresses, and the ranges in `untouched`, are left as they are.
 * Idempotent: a text that has its typography needs no edit. Rules: Lexique des règles
 * typographiques en usage à l'Imprimerie nationale.
 */
export function frenchTypographyEdits(text: string, untouched: Array<[from: number, to: number]> = []): Edit[] {
  const kept = [...untouched, ...[...text.matchAll(ADDRESSES)].map(span)]
  const isKept = (at: number) => kept.some(([from, to]) => at >= from && at < to)
  const edits: Edit[] = []

  for (const { pattern, insert, only } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index
      const found = match[0]
      if (found === insert || isKept(at) || (at > 0 && found === '' && isKept(at - 1) && isKept(at))) continue
      if (only && !only(text, at)) continue
      edits.push({ at, remove: found.length, insert })
    }
  }
  return edits.sort((a, b) => a.at - b.at)
}

/** A French text with its typography. */
export function frenchTypography(text: string): string {
  return applyEdits(text, frenchTypographyEdits(text))
}

/** A text with edits applied; they must be sorted and must not overlap. */
export function applyEdits(text: string, edits: Edit[]): string {
  let result = ''
  let from = 0
  for (const { at, remove, insert } of edits) {
    result += text.slice(from, at) + insert
    from = at + remove
  }
  return result + text.slice(from)
}

const span = (match: RegExpMatchArray): [number, number] => [match.index ?? 0, (match.index ?? 0) + match[0].length]

// An address ends before the punctuation that closes the sentence.
const ADDRESSES = /(?:https?:\/\/|www\.|mailto:)[^\s«»]*[^\s«».,;:!?)]|[^\s@<>«»()]+@[^\s@<>«»()]+\.[\p{L}\d-]+/giu

const SPACES = '[ \\u00A0\\u202F\\u2009]'
const UNITS =
  '(?:€|\\$|£|%|°C|km²|km|m²|m³|cm|mm|m|kg|g|ha|h|min|ans|euros|habitants|visiteurs|sites|communes|millions|milliards)'

const RULES: Array<{ pattern: RegExp; insert: string; only?: (text: string, at: number) => boolean }> = [
  { pattern: /(?<=\p{L})['ʼ](?=[\p{L}«“"])/gu, insert: '’' },
  { pattern: new RegExp(`(?<=«)${SPACES}*(?=[^\\s«])`, 'gu'), insert: NBSP },
  { pattern: new RegExp(`(?<=[^\\s»])${SPACES}*(?=»)`, 'gu'), insert: NBSP },
  { pattern: new RegExp(`(?<=[^\\s:])${SPACES}+(?=:(?:\\s|$))`, 'gu'), insert: NBSP },
  { pattern: /(?<=[\p{L}\d»)\]’%])(?=:(?:\s|$))/gu, insert: NBSP },
  { pattern: new RegExp(`(?<=[^\\s;!?])${SPACES}+(?=[;!?])`, 'gu'), insert: THIN_NBSP },
  {
    pattern: /(?<=[\p{L}\d»)\]’%])(?=[;!?]+(?:[\s»)\]]|$))/gu,
    insert: THIN_NBSP,
    only: (text, at) => !isEntity(text, at),
  },
  {
    pattern:
      /(?<=(?<!\d[ \u00A0\u202F]?|[\d,.])\d{1,3}(?:[ \u00A0\u202F]\d{3})*)[ \u00A0](?=\d{3}(?:[ \u00A0\u202F]\d{3})*(?!\d))/gu,
    insert: THIN_NBSP,
    only: isNotYearPair,
  },
  { pattern: new RegExp(`(?<=\\d)[ \\u2009](?=${UNITS}(?![\\p{L}\\d]))`, 'gu'), insert: NBSP },
]

/** `&amp;` in a text that was pasted as HTML is no place for a space. */
const isEntity = (text: string, at: number) => /&[a-z]+$|&#\d+$/i.test(text.slice(Math.max(0, at - 10), at))

/** « 17 avril 2025 150 personnes »: a year is no group of thousands. */
function isNotYearPair(text: string, at: number): boolean {
  return !/(?:^|\D)\d{4}$/.test(text.slice(Math.max(0, at - 5), at))
}
