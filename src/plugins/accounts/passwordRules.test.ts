import { describe, expect, it } from 'vitest'
import { passwordProblem } from './passwordRules.ts'

describe('a password', () => {
  it.each([
    'quatre mots au hasard',
    'ééééàààà1234ZZ',
    'correct horse battery',
    `${'a'.repeat(6)}bcdefgh`,
    '日本語のパスワードですよ、はい',
  ])('may be %s', (password) => expect(passwordProblem(password)).toBeUndefined())
  it.each([
    '',
    'court',
    '12345678901',
    'aaaaaaaaaaaaaaa',
    'password1234',
    'passwordpassword',
    '123456789123456789',
    'x'.repeat(257),
  ])('may not be %s', (password) => expect(passwordProblem(password)).toBeDefined())
  it('is not the name or the address of the account', () => {
    expect(passwordProblem('royaumont2026', ['publication@royaumont.example'])).toBeDefined()
    expect(passwordProblem('les voûtes de royaumont', ['publication@royaumont.example'])).toBeUndefined()
  })
})
