import type { Field } from 'payload'

const DAY = 'd MMMM yyyy'

/**
 * The instant at which a date "until" is over. Payload's day picker keeps a day as its noon in UTC, an
 * import that gives `2026-03-31` as its midnight: both mean to the end of the day in Paris, whatever the
 * season; any other value is an instant.
 */
export function endOf(value: string): Date {
  const given = new Date(value)
  if (!/T(?:12|00):00:00\.000Z$/.test(given.toISOString())) return given
  const midnight = new Date(given)
  midnight.setUTCDate(midnight.getUTCDate() + 1)
  midnight.setUTCHours(0, 0, 0, 0)
  // Paris is one or two hours ahead of UTC at midnight: the clock changes later in the night.
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Paris' })
  return new Date(midnight.getTime() - Number(hour.format(midnight)) * 3_600_000)
}

/** Fields in which a date that is a day is shown without an hour, in forms and in lists. */
export const withDayFormat = (fields: Field[]): Field[] =>
  fields.map((field): Field => {
    if (field.type === 'date') {
      return field.admin?.date
        ? field
        : { ...field, admin: { ...field.admin, date: { pickerAppearance: 'dayOnly', displayFormat: DAY } } }
    }
    if (field.type === 'tabs')
      return { ...field, tabs: field.tabs.map((tab) => ({ ...tab, fields: withDayFormat(tab.fields) })) }
    if (field.type === 'array' || field.type === 'group' || field.type === 'row' || field.type === 'collapsible') {
      return { ...field, fields: withDayFormat(field.fields) } as Field
    }
    return field
  })
