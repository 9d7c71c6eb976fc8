import { expect, it } from 'vitest'
import { SLUG_PATTERN, toSlug } from './slug.ts'

it.each([
  ['L’Été à Žďár', 'l-ete-a-zdar'],
  ["L'Œuvre & co", 'l-oeuvre-et-co'],
  ['  Deux   mots — un tiret ', 'deux-mots-un-tiret'],
  ['Straße 9-9bis', 'strasse-9-9bis'],
  ['北京', ''],
  ['', ''],
])('%s becomes %s', (title, slug) => {
  expect(toSlug(title)).toBe(slug)
})

it('cuts a long title between two words and stays a valid slug', () => {
  const slug = toSlug('mot '.repeat(60))
  expect(slug.length).toBeLessThanOrEqual(96)
  expect(slug).toMatch(SLUG_PATTERN)
  expect(slug.endsWith('-mot')).toBe(true)
})
