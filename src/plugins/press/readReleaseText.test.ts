import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainText, type RichNode, rootOf, visit } from '../../text/richText.ts'
import { readReleaseText } from './readReleaseText.ts'

const read = (name: string) =>
  readReleaseText(readFileSync(resolve(import.meta.dirname, '../../demo/sources', `${name}.txt`), 'utf8'))
const blocks = (body: unknown) => rootOf(body)?.children ?? []
const said = (changes: Array<{ what: { en: string } }>) => changes.map(({ what }) => what.en).join('\n')
const bold = (body: unknown) => {
  const found: string[] = []
  visit(rootOf(body) as RichNode, (node) => {
    if (node.text && Number(node.format) === 1) found.push(node.text)
  })
  return found
}

describe('the release of the Cité des Électriciens', () => {
  const release = read('cite-des-electriciens-communique')

  it('takes its title from between the blank lines', () => {
    expect(release.title).toBe('La Cité des Électriciens rejoint le mouvement des Centres culturels de rencontre')
  })

  it('makes five list items, without the stray empty one and without leading spaces', () => {
    const list = blocks(release.body).find(({ type }) => type === 'list')
    expect(list?.children).toHaveLength(5)
    expect(plainText({ root: { children: [list] } })).toContain('La Maison Forte ;')
    expect(said(release.changes)).toContain('Empty list item left out')
  })

  it('turns Markdown bold into bold and leaves no asterisk', () => {
    expect(bold(release.body)).toContain("26 sites patrimoniaux sont membres de l'association")
    expect(plainText(release.body)).not.toContain('*')
  })

  it('joins the sentence that a blank line cut in two', () => {
    expect(plainText(release.body)).toContain('décarbonation – doit lui permettre de porter sa politique')
  })

  it('finds the headings', () => {
    expect(blocks(release.body).filter(({ type }) => type === 'heading')).toHaveLength(3)
  })

  it('takes the press contact out of the text and puts its block in', () => {
    expect(release.hasPressContact).toBe(true)
    expect(plainText(release.body)).not.toContain('contact presse]')
    expect(blocks(release.body).at(-1)?.type).toBe('block')
  })

  it('proposes a summary and says that it did', () => {
    expect(release.summary).toMatch(/^La Cité des Électriciens rejoint.*Zdar nad Sazavou\.$/)
    expect(said(release.changes)).toContain('No summary')
    expect(said(release.changes)).toContain('No date')
  })
})

it('drops a title that is written three times, and its marks', () => {
  const { title, body, changes } = read('accr-les-missions')
  expect(title).toBe('Les missions')
  expect(plainText(body)).not.toMatch(/^Les missions/m)
  expect(said(changes)).toContain('Repeated title left out (2 times)')
})

it('reads headings that are marked with a slash', () => {
  const headings = blocks(read('accr-les-missions').body).filter(({ type }) => type === 'heading')
  expect(headings.map((node) => plainText({ root: { children: [node] } }))).toContain('Animer & informer')
  expect(headings).toHaveLength(7)
})

it('drops the obsolete block under the live text', () => {
  const { body, changes } = read('accr-europe-et-international')
  expect(plainText(body)).not.toContain('Ancienne version')
  expect(plainText(body)).not.toContain('Aqueduct')
  expect(said(changes)).toContain('left out (9 lines)')
})

it('drops the sharing link and the second full stop', () => {
  const { body } = read('drac-journee-de-preparation')
  expect(plainText(body)).not.toContain('Partager la page')
  expect(plainText(body)).not.toContain('..')
})

it('does not say twice the paragraph that became the summary', () => {
  const { summary, body } = read('accr-les-missions')
  expect(summary).toMatch(/^L’Association des Centres culturels de rencontre a été créée/)
  expect(plainText(body)).not.toContain(summary)
})

it('leaves no non-breaking and no double space for the typography to trip over', () => {
  for (const name of ['accr-les-missions', 'call-le-patrimoine', 'drac-journee-de-preparation']) {
    expect(plainText(read(name).body)).not.toMatch(/[\u00A0\u202F]| {2}/)
  }
})

it.each(['', '\n\n\n', '-', '**', 'a'.repeat(50_000), '- \n- \n', '/ \n/'])('survives %j', (source) => {
  expect(() => readReleaseText(source.slice(0, 60_000))).not.toThrow()
})
