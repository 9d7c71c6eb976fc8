import type { DateField } from 'payload'

/** How people type and read an instant in a form: 24/11/2026 08:00. */
export const DAY_AND_TIME = {
  pickerAppearance: 'dayAndTime',
  displayFormat: 'dd/MM/yyyy HH:mm',
  timeFormat: 'HH:mm',
  timeIntervals: 15,
} as const satisfies NonNullable<NonNullable<DateField['admin']>['date']>
