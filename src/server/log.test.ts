import { expect, it } from 'vitest'
import { loggedPath } from './log.ts'

it('writes paths without their query and without one-time tokens', () => {
  expect(loggedPath('/api/contacts?where[email][equals]=a@b.example')).toBe('/api/contacts')
  expect(loggedPath('/admin/reset/3b1f9c')).toBe('/admin/reset/…')
})
