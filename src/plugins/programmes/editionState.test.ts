import { expect, it } from 'vitest'
import { editionState } from './editionState.ts'

const now = new Date('2026-03-15T18:00:00Z')

it.each([
  [{}, 'announced'],
  [{ opensAt: '2026-04-01T00:00:00Z' }, 'announced'],
  [{ opensAt: '2026-01-01T00:00:00Z' }, 'open'],
  [{ closesAt: '2026-03-15T00:00:00Z' }, 'open'],
  [{ closesAt: '2026-03-14T00:00:00Z' }, 'closed'],
])('%j is %s', (dates, state) => {
  expect(editionState(dates, now).state).toBe(state)
})
