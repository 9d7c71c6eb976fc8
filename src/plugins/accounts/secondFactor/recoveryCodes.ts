import { randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const slow = promisify<string, string, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)
/** OWASP's Password Storage Cheat Sheet, scrypt. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const HOW_MANY = 10
/** Thirty-two, without those that people take for one another. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = /.{4}/g

/** New recovery codes of sixty random bits, and what is kept of them: hashes under one salt. */
export async function makeRecoveryCodes(): Promise<{ codes: string[]; salt: string; hashes: string[] }> {
  const salt = randomBytes(16).toString('hex')
  const codes = Array.from({ length: HOW_MANY }, () => [...randomBytes(12)].map((byte) => LETTERS[byte % 32]).join(''))
  const hashes: string[] = []
  // One after another: each takes 32 MB.
  for (const code of codes) hashes.push(await hashOfCode(code, salt))
  return { codes: codes.map((code) => (code.match(GROUPS) ?? []).join('-')), salt, hashes }
}

/** What is kept of a code, however it was typed. */
export const hashOfCode = async (code: string, salt: string): Promise<string> =>
  (await slow(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''), salt, 32, COST)).toString('hex')
