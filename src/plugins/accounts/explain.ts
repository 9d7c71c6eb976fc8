import { sql } from '@payloadcms/db-postgres'
import { APIError, type CollectionSlug, type Endpoint, Forbidden, NotFound, type PayloadRequest } from 'payload'
import { type Actor, actorOf, sitesOf } from '../../access/actor.ts'
import { decide, type Owned, reachOfAbility } from '../../access/decide.ts'
import { everybody } from '../../access/loadGrants.ts'
import { ACTIONS, type Action } from '../../access/permissions.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { aside } from '../../database/aside.ts'
import { queries } from '../../database/queries.ts'
import { toCsv } from '../../text/csv.ts'
import { inLanguageOf } from '../../text/frEn.ts'
import { isUuid } from '../../text/uuid.ts'
import { ACTION_LABELS } from './labels.ts'
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
  collection: string
  action: Action
  fields: string[] | null
  role: string
}

/**
 * `GET /api/rights`: who can do what, and why. `?collection=&id=` with one document; `?user=` one account;
 * neither: everybody within one's reach. `?format=csv` takes the matrix away. For who manages accounts, of
 * the people that they manage.
 */
export const rightsEndpoint: Endpoint = {
  path: '/rights',
  method: 'get',
  handler: async (req) => {
    const people = await withinReach(req)
    const { collection, id, user, format } = (req.query ?? {}) as Record<string, unknown>
    const headers = { 'cache-control': 'no-store' }
    if (collection !== undefined) {
      return Response.json({ people: await onDocument(people, { collection, id }, req) }, { headers })
    }
    const asked = user === undefined ? people : people.filter(({ actor }) => actor.id === user)
    if (user !== undefined && asked.length === 0) throw new NotFound(req.t)
    const lines = matrix(asked, req)
    if (format !== 'csv') return Response.json({ lines }, { headers })
    return new Response(toCsv(['person', 'name', 'site', 'collection', 'action', 'fields', 'role'], lines), {
      headers: {
        ...headers,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="droits.csv"',
      },
    })
  },
}

type Person = { actor: Actor; name: string }

async function withinReach(req: PayloadRequest): Promise<Person[]> {
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageUsers')
  if (!everywhere && members.length === 0) throw new Forbidden(req.t)
  const [all, { rows: names }] = await Promise.all([
    everybody(req.payload),
    queries(req.payload).execute<{ id: string; name: string }>(sql`select id, name from users`),
  ])
  return all
    .filter(({ actor }) => everywhere || sitesOf(actor).some((site) => members.includes(site)))
    .map(({ actor }) => ({ actor, name: names.find(({ id }) => id === actor.id)?.name ?? '' }))
}

async function onDocument(
  people: Person[],
  { collection, id }: { collection: unknown; id: unknown },
  req: PayloadRequest,
): Promise<PersonHere[]> {
  const subject = typeof collection === 'string' ? subjectOf(collection as CollectionSlug, req) : undefined
  if (!subject || !isGoverned(subject.area))
    throw new APIError('This collection is governed by no role.', 400, null, true)
  const document =
    typeof id === 'string' && isUuid(id)
      ? ((await req.payload.findByID({
          collection: collection as CollectionSlug,
          id,
          depth: 0,
          draft: true,
          disableErrors: true,
          overrideAccess: false,
          user: req.user,
          req: aside(req),
        })) as Owned | null)
      : null
  if (!document) throw new NotFound(req.t)
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageUsers')
  // What somebody holds at another site is not this one's affair.
  const seen = (actor: Actor): Actor => ({
    ...actor,
    grants: actor.grants.filter(({ member }) => everywhere || (member !== undefined && members.includes(member))),
  })
  return people.map(({ actor, name }) => ({
    id: actor.id,
    name,
    actions: ACTIONS.map((action) => {
      const { allowed, because, fields } = decide(seen(actor), action, subject, document)
      return {
        action,
        label: inLanguageOf(req, ACTION_LABELS[action]),
        allowed,
        because: inLanguageOf(req, because),
        ...(fields ? { fields } : {}),
      }
    }),
  }))
}

function matrix(people: Person[], req: PayloadRequest): Line[] {
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageUsers')
  return people.flatMap(({ actor, name }) =>
    actor.grants
      // What somebody holds at another site is not this one's affair.
      .filter(({ member }) => everywhere || (member !== undefined && members.includes(member)))
      .flatMap((grant) =>
        grant.permissions.flatMap(({ collection, actions, fields }) =>
          actions.map((action) => ({
            person: actor.id,
            name,
            site: grant.member ?? null,
            collection,
            action,
            fields: action === 'update' ? (fields ?? null) : null,
            role: grant.name,
          })),
        ),
      ),
  )
}
