import { expect, it } from 'vitest'
import { endOf } from './dayFormat.ts'

it.each([
  ['a day in winter', '2026-11-22T12:00:00.000Z', '2026-11-22T23:00:00.000Z'],
  ['a day in summer', '2026-07-14T12:00:00.000Z', '2026-07-14T22:00:00.000Z'],
  ['the day whose night loses an hour', '2026-03-28T12:00:00.000Z', '2026-03-28T23:00:00.000Z'],
  ['the day that lost it', '2026-03-29T12:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['the day whose night gains an hour', '2026-10-24T12:00:00.000Z', '2026-10-24T22:00:00.000Z'],
  ['the day that gained it', '2026-10-25T12:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['a day as an import gives it', '2026-03-31', '2026-03-31T22:00:00.000Z'],
  ['an instant, to the second', '2026-10-25T00:30:07.000Z', '2026-10-25T00:30:07.000Z'],
])('%s ends at midnight in Paris', (_, value, end) => expect(endOf(value).toISOString()).toBe(end))
