import {
  type CollectionBeforeValidateHook,
  type CollectionSlug,
  type FlattenedField,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { aside } from '../database/aside.ts'
import { frEn, inLanguageOf } from '../text/frEn.ts'
import { rootOf, visit } from '../text/richText.ts'
import { type Actor, actorOf, idOf, sitesOf } from './actor.ts'
import { decide, reach } from './decide.ts'
import { asDenial } from './denial.ts'
import { subjectOf } from './subjectOf.ts'

type Pointer = { path: string; collection: string; id: string }

/**
 * Refuses a member's people a pointer to what they may not read: otherwise their own release would
 * make another site's private picture public (PAYLOAD.md A1). Pointers that stood there already stay.
 */
export const refuseUnreadableRelations: CollectionBeforeValidateHook = async ({
  collection,
  data,
  originalDoc,
  req,
}) => {
  const actor = actorOf(req.user)
  if (!data || !actor) return data
  const known = new Set(pointersIn(originalDoc ?? {}, collection.flattenedFields, '').map(keyOf))
  const given = pointersIn(data, collection.flattenedFields, '').filter((pointer) => !known.has(keyOf(pointer)))
  for (const slug of new Set(given.map((pointer) => pointer.collection))) {
    const subject = subjectOf(slug as CollectionSlug, req)
    if (subject && reach(actor, 'read', subject).everywhere) continue
    const pointers = given.filter((pointer) => pointer.collection === slug)
    const ids = [...new Set(pointers.map(({ id }) => id))]
    const { docs } = !mayRead(actor, slug, req)
      ? { docs: [] }
      : await req.payload.find({
          collection: slug as CollectionSlug,
          where: { id: { in: ids } },
          select: {},
          depth: 0,
          limit: ids.length,
          pagination: false,
          overrideAccess: false,
          user: req.user,
          req: aside(req),
        })
    // One's own site may be named also where nothing of its profile is public.
    const readable = new Set([...docs.map(({ id }) => String(id)), ...(slug === 'members' ? sitesOf(actor) : [])])
    const errors = pointers
      .filter(({ id }) => !readable.has(id))
      .map(({ path }) => ({
        path,
        message: inLanguageOf(
          req,
          frEn(
            'Ce document n’existe pas, ou n’est pas à votre site. Choisissez-en un autre.',
            'This document does not exist, or is not your site’s. Choose another one.',
          ),
        ),
      }))
    if (errors.length > 0) throw asDenial(new ValidationError({ collection: collection.slug, errors }, req.t))
  }
  return data
}

/** Of collections that do not say how they belong, Payload's own access functions answer. */
function mayRead(actor: Actor, slug: string, req: PayloadRequest): boolean {
  const subject = subjectOf(slug as CollectionSlug, req)
  return !subject || subject.area === 'people' || decide(actor, 'read', subject).allowed
}

const keyOf = ({ collection, id }: Pointer) => `${collection}/${id}`

/** Every document that values point at: relationships, uploads, pictures and links in texts. */
function pointersIn(data: Record<string, unknown>, fields: FlattenedField[], prefix: string): Pointer[] {
  return fields.flatMap((field): Pointer[] => {
    const value = data[field.name]
    if (value === null || value === undefined) return []
    const path = `${prefix}${field.name}`
    switch (field.type) {
      case 'relationship':
      case 'upload': {
        if (typeof field.relationTo !== 'string' || field.relationTo === 'users') return []
        const collection = field.relationTo
        return (Array.isArray(value) ? value : [value]).flatMap((item) => {
          const id = idOf(item)
          return id ? [{ path, collection, id }] : []
        })
      }
      case 'richText':
        return pointersInText(value, path)
      case 'group':
      case 'tab':
        return pointersIn(value as Record<string, unknown>, field.flattenedFields, `${path}.`)
      case 'array':
        return Array.isArray(value)
          ? value.flatMap((row, index) =>
              pointersIn((row ?? {}) as Record<string, unknown>, field.flattenedFields, `${path}.${index}.`),
            )
          : []
      default:
        return []
    }
  })
}

function pointersInText(value: unknown, path: string): Pointer[] {
  const root = rootOf(value)
  const found: Pointer[] = []
  if (!root) return found
  visit(root, (node) => {
    const linked = node.fields?.doc as { relationTo?: string; value?: unknown } | undefined
    for (const { relationTo, value: target } of [node as { relationTo?: string; value?: unknown }, linked ?? {}]) {
      const id = idOf(target)
      if (relationTo && id) found.push({ path, collection: relationTo, id })
    }
  })
  return found
}
