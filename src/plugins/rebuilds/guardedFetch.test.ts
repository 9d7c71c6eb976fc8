import { expect, it } from 'vitest'
import { checkAddress, RefusedAddress } from './guardedFetch.ts'

it.each([
  'http://example.org/hook',
  'https://10.0.0.4/hook',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://168.63.129.16/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::7f00:1]/',
  'https://[fec0::1]/',
  'https://[64:ff9b:1::1]/',
  'https://[fd00::1]/',
  'https://user:password@example.org/',
  'ftp://example.org/',
  'nonsense',
])('refuses %s', (address) => {
  expect(() => checkAddress(address, { allowPrivate: false })).toThrow(RefusedAddress)
})

it('takes a public, secure address', () => {
  expect(checkAddress('https://example.org/hook', { allowPrivate: false }).host).toBe('example.org')
})

it('lets loopback through, and only loopback, where private targets are allowed', () => {
  expect(checkAddress('http://localhost:3001/hook', { allowPrivate: true }).port).toBe('3001')
  expect(() => checkAddress('https://10.0.0.4/', { allowPrivate: true })).toThrow(RefusedAddress)
})
