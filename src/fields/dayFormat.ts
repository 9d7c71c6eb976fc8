import type { Field } from 'payload'

const DAY = 'd MMMM yyyy'

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
