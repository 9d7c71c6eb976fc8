import { expect, it } from 'vitest'
import { atTime, instantWithZone, ofTime, sinceTime, spanInWords, timeInWords } from './instants.ts'

it('tells apart the two half past two of the night when the clock goes back', () => {
  expect(instantWithZone('2026-10-25T00:30:00Z', { language: 'fr' })).toBe(
    'dimanche 25 octobre 2026 à 02:30 UTC+2 (Paris)',
  )
  expect(instantWithZone('2026-10-25T01:30:00Z', { language: 'fr' })).toBe(
    'dimanche 25 octobre 2026 à 02:30 UTC+1 (Paris)',
  )
})

it('shows the hour after the one that does not exist', () => {
  expect(instantWithZone('2026-03-29T00:59:59Z', { language: 'fr' })).toContain('01:59:59 UTC+1')
  expect(instantWithZone('2026-03-29T01:00:00Z', { language: 'fr' })).toContain('03:00 UTC+2')
})

it('leaves out the day on the day itself', () => {
  const now = Date.parse('2026-11-22T15:00:00Z')
  expect(timeInWords('2026-11-22T13:03:12Z', { language: 'fr', now })).toBe('14:03:12')
  expect(timeInWords('2026-11-21T13:03:12Z', { language: 'fr', now })).toBe('21 novembre à 14:03:12')
})

it('says it behind a preposition as one says it', () => {
  const now = Date.parse('2026-11-22T15:00:00Z')
  const [today, before] = ['2026-11-22T13:03:12Z', '2026-11-21T13:03:12Z']
  const fr = { language: 'fr', now }
  expect([atTime(today, fr), atTime(before, fr)]).toEqual(['à 14:03:12', 'le 21 novembre à 14:03:12'])
  expect([sinceTime(today, fr), sinceTime(before, fr)]).toEqual(['depuis 14:03:12', 'depuis le 21 novembre à 14:03:12'])
  expect([ofTime(today, fr), ofTime(before, fr)]).toEqual(['de 14:03:12', 'du 21 novembre à 14:03:12'])
  expect(atTime(before, { language: 'en', now })).toBe('on 21 November, 14:03:12')
})

it.each([
  [4_200, '4 s'],
  [-5, '0 s'],
  [300_000, '5 min'],
  [7_200_000, '2 h'],
  [432_000_000, '5 j'],
])('%i ms are %s', (ms, words) => expect(spanInWords(ms, { language: 'fr' })).toBe(words))
