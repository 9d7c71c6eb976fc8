import { frEn, inLanguageOf } from '../text/frEn.ts'

const PATTERN = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/

/** Validates a date as sources give it: a year, a month or a day (ISO 8601 with reduced precision). */
export function partialDate(
  value: string | null | undefined,
  { req }: { req: Parameters<typeof inLanguageOf>[0] },
): string | true {
  return (
    !value ||
    PATTERN.test(value) ||
    inLanguageOf(
      req,
      frEn(
        'Écrivez une année, un mois ou un jour : 2008, 2008-10 ou 2008-10-17.',
        'Write a year, a month or a day: 2008, 2008-10 or 2008-10-17.',
      ),
    )
  )
}

/** Whether a partial date lies before `now` (at its latest possible day for ends, its earliest for starts). */
export const isPast = (date: string, { now, edge }: { now: Date; edge: 'start' | 'end' }): boolean =>
  edgeOf(date, edge) <= now

/** The instant (UTC) at which a partial date begins, or has wholly passed. */
export function edgeOf(date: string, edge: 'start' | 'end'): Date {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (edge === 'start') return new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
  if (day) return new Date(Date.UTC(year, (month ?? 1) - 1, day + 1))
  return new Date(month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1))
}
