import type { Field, FieldAccess } from 'payload'
import { actorOf } from './actor.ts'
import { decide } from './decide.ts'
import type { Subject } from './permissions.ts'

/**
 * The fields of a collection, each closed to updates by those whose roles limit them to other fields.
 * The form shows them read-only; Payload keeps their values whatever a request says.
 */
export function limitFields(fields: Field[], subject: Subject): Field[] {
  return fields.map((field): Field => {
    switch (field.type) {
      case 'row':
      case 'collapsible':
        return { ...field, fields: limitFields(field.fields, subject) }
      case 'tabs':
        return {
          ...field,
          tabs: field.tabs.map((tab) => ('name' in tab ? tab : { ...tab, fields: limitFields(tab.fields, subject) })),
        }
      case 'ui':
      case 'join':
        return field
      default:
        if (!('name' in field)) return field
        return {
          ...field,
          access: { ...field.access, update: both(field.access?.update, field.name, subject) },
        } as Field
    }
  })
}

const both =
  (other: FieldAccess | undefined, name: string, subject: Subject): FieldAccess =>
  (args) => {
    if (args.req.user && !isOpen(args, name, subject)) return false
    return other ? other(args) : true
  }

function isOpen({ req, doc }: Parameters<FieldAccess>[0], name: string, subject: Subject): boolean {
  const { fields } = decide(actorOf(req.user), 'update', subject, doc?.id ? doc : undefined)
  return fields === undefined || fields.includes(name)
}
