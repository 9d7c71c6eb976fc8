import type { JSONField, PayloadRequest } from 'payload'
import { z } from 'zod'
import { ABILITIES, ACTIONS, type Area, type Permission, type Rights } from '../../access/permissions.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'

const PERMISSIONS = z
  .array(
    z.strictObject({
      collection: z.string().max(60),
      actions: z.array(z.enum(ACTIONS)).min(1).max(ACTIONS.length),
      fields: z.array(z.string().max(60)).max(200).optional(),
    }),
  )
  .max(60)

/** The rights as given, where they are well formed; the fields' own validation, which comes later, says what is wrong. */
export function readRights({
  permissions,
  abilities,
}: {
  permissions?: unknown
  abilities?: unknown
}): Rights | undefined {
  const parsed = z
    .object({ permissions: PERMISSIONS, abilities: z.array(z.enum(ABILITIES)) })
    .safeParse({ permissions: permissions ?? [], abilities: abilities ?? [] })
  return parsed.success ? parsed.data : undefined
}

/** Which collections a role can speak of: those that say how they belong, but for accounts, which abilities govern. */
export const isGoverned = (area: Area | undefined): boolean => area !== undefined && area !== 'people'

/** What a role allows, collection by collection, as a matrix that people can read (admin/PermissionMatrix.tsx). */
export const permissionsField: JSONField = {
  name: 'permissions',
  type: 'json',
  label: frEn('Ce que le rôle permet', 'What the role allows'),
  defaultValue: [],
  typescriptSchema: [
    () => ({
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['collection', 'actions'],
        properties: {
          collection: { type: 'string' },
          actions: { type: 'array', items: { type: 'string', enum: [...ACTIONS] } },
          fields: { type: 'array', items: { type: 'string' } },
        },
      },
    }),
  ],
  validate: (value, { req }) => {
    const parsed = PERMISSIONS.safeParse(value ?? [])
    if (!parsed.success) return inLanguageOf(req, frEn('Cette liste n’est pas bien formée.', 'This list is malformed.'))
    const wrong = parsed.data.find((one) => !isKnown(one, req))
    if (wrong) {
      return inLanguageOf(
        req,
        frEn(`Inconnu dans cette liste : ${wrong.collection}.`, `Unknown in this list: ${wrong.collection}.`),
      )
    }
    const isTwice = new Set(parsed.data.map(({ collection }) => collection)).size < parsed.data.length
    return isTwice ? inLanguageOf(req, frEn('Une collection par ligne.', 'One collection a line.')) : true
  },
  admin: { components: { Field: '/src/plugins/accounts/admin/PermissionMatrix.tsx#PermissionMatrix' } },
}

/** What a role allows besides documents. */
export const abilitiesField: JSONField = {
  name: 'abilities',
  type: 'json',
  label: frEn('Et aussi', 'And also'),
  defaultValue: [],
  typescriptSchema: [() => ({ type: 'array', items: { type: 'string', enum: [...ABILITIES] } })],
  validate: (value, { req }) =>
    z
      .array(z.enum(ABILITIES))
      .max(ABILITIES.length)
      .safeParse(value ?? []).success ||
    inLanguageOf(req, frEn('Cette liste n’est pas bien formée.', 'This list is malformed.')),
  admin: { components: { Field: '/src/plugins/accounts/admin/AbilityList.tsx#AbilityList' } },
}

function isKnown({ collection, fields }: Permission, req: PayloadRequest): boolean {
  const config = Object.hasOwn(req.payload.collections, collection)
    ? req.payload.collections[collection as 'members']?.config
    : undefined
  if (!config || !isGoverned(config.custom?.area)) return false
  const names = new Set(config.flattenedFields.map(({ name }) => name))
  return (fields ?? []).every((name) => names.has(name))
}
