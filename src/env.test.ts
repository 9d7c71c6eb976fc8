import { expect, it } from 'vitest'
import { EnvError, readEnv } from './env.ts'

it('has a default for everything', () => {
  expect(readEnv({ NODE_ENV: 'production' })).toMatchObject({
    port: 3000,
    publicUrl: 'http://localhost:3000',
    worker: 'in-process',
  })
})

it('counts an empty value as unset', () => {
  expect(readEnv({ NODE_ENV: 'production', PORT: '', DATABASE_URL: '' })).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
  })
})

it.each([
  ['PORT', '99999', 'PORT accepts a port number from 1 to 65535'],
  ['PORT', 'http', 'PORT accepts a port number from 1 to 65535'],
  ['DATABASE_URL', 'mysql://x', 'DATABASE_URL accepts an address that starts with postgres:// or postgresql://'],
  ['PAYLOAD_SECRET', 'short', 'PAYLOAD_SECRET accepts 32 characters or more'],
  ['DEMO', 'yes', 'DEMO accepts true or false'],
  ['WORKER', 'on', 'WORKER accepts in-process or off'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL accepts fatal, error, warn, info, debug, trace or silent'],
  ['PUBLIC_URL', 'example.org', 'PUBLIC_URL accepts an address that starts with http:// or https://'],
])('%s=%s stops with one line', (name, value, message) => {
  expect(() => readEnv({ NODE_ENV: 'production', [name]: value })).toThrow(new EnvError(message))
})

it('writes the public address as browsers do', () => {
  expect(readEnv({ NODE_ENV: 'test', PUBLIC_URL: 'https://Rencontré.example/' }).publicUrl).toBe(
    'https://xn--rencontr-i1a.example',
  )
})
