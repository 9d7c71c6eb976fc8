import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A value that was made once and is kept in a file that only its owner reads. */
export function keptValue(file: string, make: () => string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dirname(file), { recursive: true })
  const value = make()
  writeFileSync(file, value, { mode: 0o600 })
  return value
}

/** 32 random bytes, as text. */
export const randomSecret = (): string => randomBytes(32).toString('base64url')

/** A password that a person can read aloud and type: five groups of four letters and digits, without look-alikes (about 98 bits). */
export function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const pick = () => letters[(randomBytes(1)[0] as number) % letters.length]
  return Array.from({ length: 5 }, () => Array.from({ length: 4 }, pick).join('')).join('-')
}
