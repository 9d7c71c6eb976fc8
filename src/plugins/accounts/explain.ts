import { APIError, type CollectionSlug, type Endpoint, Forbidden, NotFound, type PayloadRequest } from 'payload'
import { type Actor, actorOf, type Grant } from '../../access/actor.ts'
import { decide, type Owned, reachOfAbility } from '../../access/decide.ts'
import { findReadable } from '../../access/findReadable.ts'
import { everybody } from '../../access/loadGrants.ts'
import { type Ability, ACTIONS, type Action } from '../../access/permissions.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { roleInWords } from '../../access/shippedRoles.ts'
import { siteNames } from '../../access/siteNames.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { tellAct } from '../../access/tellAct.ts'
import { fieldLabel } from '../../fields/fieldLabel.ts'
import { toCsv } from '../../text/csv.ts'
import { frEn, inLanguageOf, labelInWords } from '../../text/frEn.ts'
import { ABILITY_LABELS, ACTION_LABELS } from './labels.ts'
import { isGoverned } from './rightsFields.ts'

/** What one person may do with one document, each action with its reason. */
export type PersonHere = {
  id: string
  name: string
  actions: Array<{ action: Action; label: string; allowed: boolean; because: string; fields?: string[] | undefined }>
}

/** What one person may do in one collection at one place; without a site: in the whole network. */
export type Line = {
  person: string
  name: string
  site: string | null
  siteName: string | null
  /** Nothing for what is no document. */
  collection: string | null
  label: string
  action: Action | Ability
  actionLabel: string
  fields: string[] | null
  /** The fields as their forms call them. */
  fieldLabels: string[] | null
  role: string
}

/**
 * `GET /api/rights`: who can do what, and why. `?collection=&id=` with one document; `?user=` one account;
 * `?role=` who holds
 * a role; none of them: everybody within one's reach. `?format=csv` takes the matrix away. For who manages
 * accounts, of the people that they manage.
 */
export const rightsEndpoint: Endpoint = {
  path: '/rights',
  method: 'get',
  handler: async (req) => {
    const people = await withinReach(req)
    const { collection, id, user, role, format } = (req.query ?? {}) as Record<string, unknown>
    if (collection !== undefined) {
      return privateAnswer({ people: await onDocument(people, { collection, id }, req) })
    }
    const asked = user === undefined ? people : people.filter(({ actor }) => actor.id === user)
    if (user !== undefined && asked.length === 0) throw new NotFound(req.t)
    const lines = await matrix(role === undefined ? asked : holding(asked, role), req)
    if (format !== 'csv') return privateAnswer({ lines })
    await tellAct({ act: 'rights-exported', outcome: 'done' }, req)
    return new Response(toCsv(['person', 'name', 'site', 'collection', 'action', 'fields', 'role'], lines), {
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="droits.csv"',
      },
    })
  },
}

type Person = { actor: Actor; name: string }

/** The people whom the person at hand manages, with what they hold where that is managed. */
async function withinReach(req: PayloadRequest): Promise<Person[]> {
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageUsers')
  if (!everywhere && members.length === 0) throw new Forbidden(req.t)
  const all = await everybody(req.payload)
  if (everywhere) return all
  // What somebody holds at another site is not this one's affair.
  const isHere = ({ member }: Grant) => member !== undefined && members.includes(member)
  return all
    .map(({ actor, name }) => ({ name, actor: { ...actor, grants: actor.grants.filter(isHere) } }))
    .filter(({ actor }) => actor.grants.length > 0)
}

async function onDocument(
  people: Person[],
  { collection, id }: { collection: unknown; id: unknown },
  req: PayloadRequest,
): Promise<PersonHere[]> {
  const subject = typeof collection === 'string' ? subjectOf(collection as CollectionSlug, req) : undefined
  if (!subject || !isGoverned(subject.area))
    throw new APIError('This collection is governed by no role.', 400, null, true)
  const document: Owned = await findReadable(collection as CollectionSlug, id, req)
  return people.map(({ actor, name }) => ({
    id: actor.id,
    name,
    actions: ACTIONS.map((action) => {
      const { allowed, because, fields } = decide(actor, action, subject, document)
      return {
        action,
        label: inLanguageOf(req, ACTION_LABELS[action]),
        allowed,
        because: inLanguageOf(req, because),
        ...(fields ? { fields: fields.map((name) => fieldLabel(subject.collection, name, req)) } : {}),
      }
    }),
  }))
}

/** People with this one role of theirs alone. */
const holding = (people: Person[], role: unknown): Person[] =>
  people.map(({ actor, name }) => ({
    name,
    actor: { ...actor, grants: actor.grants.filter((grant) => grant.role === role) },
  }))

async function matrix(people: Person[], req: PayloadRequest): Promise<Line[]> {
  const names = new Map((await siteNames(req.payload, 'all')).map(({ id, name }) => [id, name]))
  return people.flatMap(({ actor, name }) =>
    actor.grants.flatMap((grant): Line[] => {
      const held = {
        person: actor.id,
        name,
        site: grant.member ?? null,
        siteName: (grant.member && names.get(grant.member)) || null,
        role: inLanguageOf(req, roleInWords({ id: grant.role, name: grant.name })),
      }
      const besides = grant.abilities.map((ability) => ({
        ...held,
        collection: null,
        label: inLanguageOf(req, frEn('Et aussi', 'And also')),
        action: ability,
        actionLabel: inLanguageOf(req, ABILITY_LABELS[ability]),
        fields: null,
        fieldLabels: null,
      }))
      const ofDocuments = grant.permissions.flatMap(({ collection, actions, fields }) =>
        actions.map((action) => ({
          ...held,
          collection,
          label: labelOf(collection, req),
          action,
          actionLabel: inLanguageOf(req, ACTION_LABELS[action]),
          fields: action === 'update' ? (fields ?? null) : null,
          fieldLabels:
            action === 'update' ? (fields?.map((field) => fieldLabel(collection, field, req)) ?? null) : null,
        })),
      )
      return [...ofDocuments, ...besides]
    }),
  )
}

function labelOf(slug: string, req: PayloadRequest): string {
  return inLanguageOf(req, labelInWords(req.payload.collections[slug as CollectionSlug]?.config.labels.plural, slug))
}
