import { expect, it } from 'vitest'
import { seal, unseal } from './secretBox.ts'

it('gives back what it was given, never the same cipher text twice', () => {
  const [one, two] = [seal('whsec_abc', 'key'), seal('whsec_abc', 'key')]
  expect(one).not.toBe(two)
  expect(unseal(one, 'key')).toBe('whsec_abc')
})

it('refuses another key and a changed text', () => {
  const sealed = seal('whsec_abc', 'key')
  expect(() => unseal(sealed, 'other')).toThrow()
  expect(() => unseal(`${sealed.slice(0, -6)}AAAAA=`, 'key')).toThrow()
})
