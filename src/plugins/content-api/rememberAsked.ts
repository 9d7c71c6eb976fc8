import { crc32 } from 'node:zlib'

const MOST_REMEMBERED = 2 ** 15

/**
 * Tells whether an address was asked before, in the same 128 kB however many are asked: of each its CRC-32 is
 * remembered, until another one takes its place. Two addresses of one sum are taken for one.
 */
export function rememberAsked(): (address: string) => boolean {
  const asked = new Uint32Array(MOST_REMEMBERED)
  return (address) => {
    // Zero is an empty place.
    const sum = crc32(address) || 1
    const place = sum % MOST_REMEMBERED
    if (asked[place] === sum) return true
    asked[place] = sum
    return false
  }
}
