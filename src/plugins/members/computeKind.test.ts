import { expect, it } from 'vitest'
import { kindFrom } from './computeKind.ts'

const now = new Date('2026-11-22T12:00:00Z')

it.each([
  ['nothing known', [], null],
  ['a running membership', [{ kind: 'associate' as const, since: '2024-06' }], 'associate'],
  ['the weightiest of two', [{ kind: 'associate' as const }, { kind: 'labelled' as const, since: '2008' }], 'labelled'],
  ['all ended', [{ kind: 'labelled' as const, since: '2008', until: '2020' }], 'former'],
  ['ends today: still running', [{ kind: 'labelled' as const, until: '2026-11-22' }], 'labelled'],
  ['ended yesterday', [{ kind: 'labelled' as const, until: '2026-11-21' }], 'former'],
  [
    'not begun yet',
    [
      { kind: 'labelled' as const, since: '2027' },
      { kind: 'candidate' as const, since: '2025' },
    ],
    'candidate',
  ],
])('%s', (_name, memberships, kind) => {
  expect(kindFrom(memberships, now)).toBe(kind)
})
