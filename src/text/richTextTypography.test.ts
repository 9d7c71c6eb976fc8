import { expect, it } from 'vitest'
import { BOLD, CODE, document, paragraph, plainText, type RichNode, text } from './richText.ts'
import { richTextTypography } from './richTextTypography.ts'

const link = (value: string) =>
  ({ type: 'link', version: 3, children: [text(value)], fields: { url: 'https://a.fr' } }) as unknown as RichNode

it('sees a paragraph whole: a colon that opens a bold run gets its space from the run before', () => {
  const value = document([paragraph([text('Au programme '), text(': tout', BOLD)])])
  expect(plainText(richTextTypography(value))).toBe('Au programme\u00A0: tout')
})

it('leaves links and code alone', () => {
  const value = document([paragraph([link("L'adresse ?"), text("l'option !", CODE)])])
  expect(plainText(richTextTypography(value))).toBe("L'adresse ?l'option !")
})

it('does not change the value it was given', () => {
  const value = document([paragraph([text("L'été")])])
  richTextTypography(value)
  expect(plainText(value)).toBe("L'été")
})
