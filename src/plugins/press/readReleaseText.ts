import { frEn, type Words } from '../../text/frEn.ts'
import {
  BOLD,
  bulletList,
  document,
  heading,
  paragraph,
  type RichNode,
  type RichText,
  text,
} from '../../text/richText.ts'

/** Something that was changed in a text on its way in, for the person who imports it. */
export type ImportChange = { what: Words; sample?: string }

export type ReadRelease = {
  title: string | undefined
  summary: string
  body: RichText
  /** Whether the text ended with a press contact, which the release takes from its contacts instead. */
  hasPressContact: boolean
  changes: ImportChange[]
}

type Block = { kind: 'heading' | 'paragraph' | 'item'; text: string }

/**
 * Reads a release from plain text as people keep it: pasted from a web page, from a word processor,
 * with remains of Markdown. Every clean-up is reported. French typography is left to the save.
 */
export function readReleaseText(source: string): ReadRelease {
  const changes: ImportChange[] = []
  const note = (what: Words, sample?: string) =>
    changes.push(sample === undefined ? { what } : { what, sample: sample.slice(0, 80) })

  const lines = cleanLines(source, note)
  const { title, rest } = takeTitle(lines, note)
  const { body, hasPressContact } = takePressContact(rest, note)
  const blocks = joinCutParagraphs(asBlocks(body, note), note)
  const summary = summaryOf(blocks)
  const [first] = blocks
  // A first paragraph that became the summary is not said twice.
  if (blocks.length > 1 && first?.kind === 'paragraph' && first.text.replaceAll('**', '') === summary) blocks.shift()
  note(
    frEn(
      'Chapô absent : proposé d’après le début du texte, à relire.',
      'No summary: proposed from the beginning of the text, to be reviewed.',
    ),
    summary,
  )
  if (!/^\s*[\p{Lu}][^\n]{2,60}, le \d{1,2}/mu.test(source)) {
    note(frEn('Date absente : ce sera celle de la publication.', 'No date: it will be the day of publication.'))
  }
  return { title, summary, body: asRichText(blocks, hasPressContact), hasPressContact, changes }
}

type Note = (what: Words, sample?: string) => void

/** Lines with plain spaces, without what does not belong to the text. */
function cleanLines(source: string, note: Note): string[] {
  let value = source.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')
  const replace = (pattern: RegExp, by: string, what: Words) => {
    const found = value.match(pattern)
    if (!found) return
    note(frEn(`${what.fr} (${found.length})`, `${what.en} (${found.length})`), found[0]?.trim())
    value = value.replace(pattern, by)
  }
  replace(
    /[\u00A0\u2007\u2009\u202F]/g,
    ' ',
    frEn(
      'Espaces insécables rendues simples avant la mise en forme',
      'Non-breaking spaces made plain before formatting',
    ),
  )
  replace(/(?<=\S) {2,}(?=\S)/g, ' ', frEn('Espaces doubles', 'Double spaces'))
  replace(/(?<!\.)\.\.(?!\.)/g, '.', frEn('Points doubles', 'Double full stops'))
  replace(/\u2219/g, '·', frEn('Points médians mal saisis', 'Mistyped middle dots'))
  let lines = value.split('\n').map((line) => line.trim())

  const obsolete = lines.findIndex((line) => /^ancienne version du site\s*:?$/i.test(line))
  if (obsolete >= 0) {
    note(
      frEn(
        `Bloc « Ancienne version du site » écarté (${lines.length - obsolete} lignes)`,
        `Block “Ancienne version du site” left out (${lines.length - obsolete} lines)`,
      ),
      lines[obsolete + 1],
    )
    lines = lines.slice(0, obsolete)
  }
  return lines.filter((line) => {
    const isShareLink = /^partager (?:la page|cette page|l['’]article)$/i.test(line)
    if (isShareLink) note(frEn('Lien de partage écarté', 'Sharing link left out'), line)
    const isEmptyItem = /^[-–•*]$/.test(line)
    if (isEmptyItem) note(frEn('Puce vide écartée', 'Empty list item left out'))
    return !isShareLink && !isEmptyItem
  })
}

const bare = (line: string) => line.replace(/^[•/\-–*#\s]+/, '').replace(/[/\s]+$/, '')

/** The title: a first line that is short and no sentence; said again below, it is dropped. */
function takeTitle(lines: string[], note: Note): { title: string | undefined; rest: string[] } {
  const first = lines.findIndex((line) => line !== '')
  const candidate = bare(lines[first] ?? '')
  if (first < 0 || candidate.length > 150 || /[.;:]$/.test(candidate)) {
    note(frEn('Titre absent : donnez-le avec --title.', 'No title: give it with --title.'))
    return { title: undefined, rest: lines }
  }
  if (candidate !== lines[first])
    note(frEn('Titre dépouillé de ses signes', 'Title stripped of its marks'), lines[first])
  const rest = lines.slice(first + 1)
  let repeated = 0
  while (rest.length > 0 && (rest[0] === '' || bare(rest[0] ?? '') === candidate)) {
    if (rest[0] !== '') repeated++
    rest.shift()
  }
  if (repeated > 0)
    note(frEn(`Titre répété écarté (${repeated} fois)`, `Repeated title left out (${repeated} times)`), candidate)
  return { title: candidate, rest }
}

/** The press contact at the end: personal data that the release takes from its contacts instead. */
function takePressContact(lines: string[], note: Note): { body: string[]; hasPressContact: boolean } {
  const at = lines.findIndex((line) => /^contacts? presse\s*:?$/i.test(line))
  if (at < 0) return { body: lines, hasPressContact: false }
  note(
    frEn(
      'Contact presse écarté du texte : liez le communiqué à un contact.',
      'Press contact taken out of the text: link the release to a contact.',
    ),
    lines
      .slice(at + 1)
      .filter(Boolean)
      .join(', '),
  )
  return { body: lines.slice(0, at), hasPressContact: true }
}

function asBlocks(lines: string[], note: Note): Block[] {
  const blocks: Block[] = []
  let isNumberOfItemsNoted = false
  const content = lines.filter(Boolean)
  for (const [index, line] of content.entries()) {
    const item = /^[-–•*]\s+(.+)$/.exec(line)
    const marked = /^(?:\/|#{1,4})\s*(.+)$/.exec(line)
    if (item) {
      if (!isNumberOfItemsNoted) note(frEn('Tirets de liste rendus en liste', 'Dashes made into a list'), line)
      isNumberOfItemsNoted = true
      blocks.push({ kind: 'item', text: item[1] ?? '' })
    } else if (marked) {
      note(frEn('Intertitre marqué d’un signe', 'Heading marked with a sign'), line)
      blocks.push({ kind: 'heading', text: bare(marked[1] ?? '') })
    } else if (isShort(line) && content.slice(index).every(isShort)) {
      // Titles without a text under them at the very end: a list, not headings over nothing.
      blocks.push({ kind: 'item', text: line })
    } else if (isShort(line) && !/[?]$/.test(line) && index < content.length - 1) {
      blocks.push({ kind: 'heading', text: line })
    } else {
      blocks.push({ kind: 'paragraph', text: line })
    }
  }
  return blocks
}

const isShort = (line: string) =>
  line.length <= 100 &&
  /^[\p{Lu}«\d]/u.test(line) &&
  !/[.;:!,…»]$/.test(line) &&
  !/^[-–•*/]/.test(line) &&
  !line.includes('**')

/** A sentence that was cut by a blank line is one paragraph again, and so is a bold run. */
function joinCutParagraphs(blocks: Block[], note: Note): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const before = joined.at(-1)
    if (
      block.kind === 'paragraph' &&
      before?.kind === 'paragraph' &&
      /\s[-–]$/.test(before.text) &&
      /^\p{Ll}/u.test(block.text)
    ) {
      note(
        frEn('Phrase coupée en deux paragraphes, recousue', 'Sentence cut into two paragraphs, joined again'),
        `${before.text.slice(-40)} | ${block.text.slice(0, 30)}`,
      )
      before.text = `${before.text.replace(/\s[-–]$/, '')} – ${block.text}`
    } else {
      joined.push({ ...block })
    }
  }
  const hasBold = joined.some(({ text: value }) => value.includes('**'))
  if (hasBold)
    note(
      frEn('Gras de Markdown rendu en gras', 'Markdown bold made bold'),
      joined.find(({ text: value }) => value.includes('**'))?.text.match(/\*\*[^*]+/)?.[0],
    )
  return joined.map((block) => ({ ...block, text: block.text.replace(/(?<=\s)-(?=\s)/g, '–') }))
}

const MAX_SUMMARY = 500

/** The beginning of the text, a list that completes its first sentence included. */
function summaryOf(blocks: Block[]): string {
  const first = blocks.findIndex(({ kind }) => kind === 'paragraph')
  const start = blocks[first]?.text.replaceAll('**', '') ?? ''
  if (/:$/.test(start)) {
    const end = blocks.findIndex(({ kind }, index) => index > first && kind !== 'item')
    const items = blocks.slice(first + 1, end < 0 ? undefined : end).map((block) => block.text.replace(/[\s;.,]+$/, ''))
    if (items.length > 0) return `${start} ${items.join(' ; ')}.`
  }
  if (start.length <= MAX_SUMMARY) return start
  const sentences = start.split(/(?<=[.!?])(?=\s)/)
  let summary = ''
  for (const sentence of sentences) {
    if ((summary + sentence).length > MAX_SUMMARY && summary) break
    summary += sentence
  }
  return summary.trim().slice(0, 800)
}

function asRichText(blocks: Block[], hasPressContact: boolean): RichText {
  const nodes: RichNode[] = []
  let items: RichNode[][] = []
  let isBold = false
  const flush = () => {
    if (items.length > 0) nodes.push(bulletList(items))
    items = []
  }
  for (const block of blocks) {
    const { runs, isBold: stays } = boldRuns(block.text, isBold)
    isBold = block.kind === 'heading' ? false : stays
    if (block.kind === 'item') {
      items.push(runs)
      continue
    }
    flush()
    nodes.push(block.kind === 'heading' ? heading(runs.map((run) => ({ ...run, format: 0 }))) : paragraph(runs))
  }
  flush()
  if (hasPressContact) {
    nodes.push({
      type: 'block',
      version: 2,
      format: '',
      fields: { id: '5f5f5f5f5f5f5f5f5f5f5f5f', blockName: '', blockType: 'pressContact' },
    } as RichNode)
  }
  return document(nodes)
}

/** Runs of a paragraph; a bold run that the paragraph does not close goes on in the next one. */
function boldRuns(value: string, startsBold: boolean): { runs: RichNode[]; isBold: boolean } {
  let isBold = startsBold
  const runs: RichNode[] = []
  for (const [index, part] of value.split('**').entries()) {
    if (index > 0) isBold = !isBold
    if (part) runs.push(text(part, isBold ? BOLD : 0))
  }
  return { runs, isBold }
}
