import { describe, expect, it } from 'vitest'
import { frenchTypography } from './frenchTypography.ts'

const NB = '\u00A0'
const THIN = '\u202F'

describe('frenchTypography', () => {
  it.each([
    ['Quoi ?', `Quoi${THIN}?`],
    ['Bien sûr!', `Bien sûr${THIN}!`],
    ['un ; deux', `un${THIN}; deux`],
    ['Au programme : tout', `Au programme${NB}: tout`],
    ['Il dit:', `Il dit${NB}:`],
    ['« Lecture pour tous »', `«${NB}Lecture pour tous${NB}»`],
    ['«Lecture»', `«${NB}Lecture${NB}»`],
    ["L'été d'Aude", 'L’été d’Aude'],
    ['12 000 visiteurs', `12${THIN}000${NB}visiteurs`],
    ['1 200 000 euros', `1${THIN}200${THIN}000${NB}euros`],
    ['3000 m² et 50 %', `3000${NB}m² et 50${NB}%`],
    ['Quoi ?!', `Quoi${THIN}?!`],
  ])('%s', (text, expected) => {
    expect(frenchTypography(text)).toBe(expected)
  })

  it.each([
    'https://exemple.fr/page?a=b;c',
    'écrire à presse@reseau.example',
    '12:30',
    'le 17 avril 2025 150 personnes',
    'en 2012 l’an',
    'Tom &amp; Jerry',
    '😀 مرحبا 北京',
    '',
  ])('leaves %s as it is', (text) => {
    expect(frenchTypography(text)).toBe(text)
  })

  it('changes nothing when it is applied again', () => {
    const once = frenchTypography("« L'été : 12 000 visiteurs ; 50 % ! » Quoi?! Voir https://a.fr?x=1 ; puis d'autres.")
    expect(frenchTypography(once)).toBe(once)
  })
})
