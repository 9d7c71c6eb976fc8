import { expect, it } from 'vitest'
import { seeded } from '../../tests/support/random.ts'
import { say } from '../../tests/support/scale.ts'
import type { Actor, Grant } from './actor.ts'
import { beyondCeiling, beyondCeilingOfChange } from './ceiling.ts'
import { ABILITIES, ACTIONS, type Permission, type Rights } from './permissions.ts'

const COLLECTIONS = ['releases', 'contacts', 'media']
const FIELDS = ['title', 'summary', 'label']
const SITES = [undefined, 'a', 'b', 'c']
const SETUPS = 1_000
const STEPS = 20

type Random = ReturnType<typeof seeded>
/** As in the database: a role once, its assignments by reference, so that a change of it counts for all who hold it. */
type Role = { rights: Rights; site: string | undefined }
type Assignment = { role: Role; site: string | undefined; until: Date | undefined }
type Person = { assignments: Assignment[] }

const rightsOf = (random: Random): Rights => ({
  permissions: random.some(COLLECTIONS, 0.6).flatMap((collection): Permission[] => {
    const actions = random.some(ACTIONS, 0.5)
    const fields = random.next() < 0.4 ? random.some(FIELDS, 0.5) : undefined
    return actions.length > 0 ? [{ collection, actions, ...(fields ? { fields } : {}) }] : []
  }),
  abilities: random.some(ABILITIES, 0.3),
})

const ENDS = [undefined, ...[1, 2, 3].map((day) => new Date(Date.UTC(2031, 0, day)))]
const roleOf = (random: Random): Role => ({ rights: rightsOf(random), site: random.of(SITES) })
const grantsOf = ({ assignments }: Person): Grant[] =>
  assignments.map(({ role, site, until }) => ({ role: 'r', name: 'r', member: site, until, ...role.rights }))
/** The end of the last of some assignments, as the database says it (keepRole.ts): null where one has none. */
const lastEnd = (all: Assignment[]): Date | null | undefined =>
  all.length === 0
    ? undefined
    : all.some(({ until }) => until === undefined)
      ? null
      : new Date(Math.max(...all.map(({ until }) => Number(until))))

/** Every single thing that grants allow, each at its place, and until when (Infinity: for ever); what is allowed in the whole network is allowed at each site. */
function atoms(grants: Grant[]): Map<string, number> {
  const all = new Map<string, number>()
  for (const { member, permissions, abilities, until } of grants) {
    const end = until ? until.getTime() : Number.POSITIVE_INFINITY
    const add = (atom: string) => all.set(atom, Math.max(all.get(atom) ?? 0, end))
    for (const site of member === undefined ? SITES : [member]) {
      for (const ability of abilities) add(`${site} ${ability}`)
      for (const { collection, actions, fields } of permissions)
        for (const action of actions) {
          const parts = action === 'update' ? ['', ...(fields ?? [...FIELDS, '*'])] : ['']
          for (const part of parts) add(`${site} ${collection} ${action} ${part}`)
          // The network's own documents are read by one grant that has both, or by a role in the whole network.
          if (action === 'read' && (member === undefined || abilities.includes('readNetwork')))
            add(`${site} ${collection} read of the network`)
        }
    }
  }
  return all
}

/** What of `some` is not in `all`, or there not as long. */
const beyond = (some: Map<string, number>, all: Map<string, number>): string[] =>
  [...some].filter(([atom, end]) => (all.get(atom) ?? 0) < end).map(([atom]) => atom)

it(`nobody ever holds more, or longer, than the givers held: ${SETUPS} set-ups of roles, ${STEPS} steps each`, () => {
  const count = { given: 0, refused: 0, changed: 0, refusedToChange: 0 }
  for (let seed = 0; seed < SETUPS; seed++) {
    const random = seeded(seed)
    const roles = Array.from({ length: 4 }, () => roleOf(random))
    const assign = (): Assignment => {
      const role = random.of(roles)
      return { role, site: role.site ?? random.of(SITES), until: random.of(ENDS) }
    }
    const people: Person[] = Array.from({ length: 4 }, () => ({
      assignments: Array.from({ length: random.below(3) }, assign),
    }))
    const atFirst = atoms(people.flatMap(grantsOf))
    for (let step = 0; step < STEPS; step++) {
      const giver = random.of(people)
      const actor: Actor = { collection: 'users', id: 'x', grants: grantsOf(giver) }
      const before = atoms(actor.grants)
      if (random.next() < 0.4) {
        const role = random.of(roles)
        const rights = random.next() < 0.5 || actor.grants.length === 0 ? rightsOf(random) : random.of(actor.grants)
        const holding = people.flatMap(({ assignments }) => assignments).filter((one) => one.role === role)
        const excess = beyondCeilingOfChange(actor, {
          rights,
          before: role.rights,
          member: role.site,
          until: lastEnd(holding),
        })
        if (excess.length > 0) {
          count.refusedToChange += 1
          continue
        }
        count.changed += 1
        role.rights = { permissions: rights.permissions, abilities: rights.abilities }
      } else {
        const one = random.next() < 0.5 || giver.assignments.length === 0 ? assign() : random.of(giver.assignments)
        const given: Assignment = { ...one, site: one.role.site ?? random.of(SITES), until: random.of(ENDS) }
        const grant = grantsOf({ assignments: [given] })[0] as Grant
        if (beyondCeiling(actor, grant, grant.member, given.until ?? null).length > 0) {
          count.refused += 1
          // What is refused is refused for a reason.
          expect(beyond(atoms([grant]), before)).not.toEqual([])
          continue
        }
        count.given += 1
        expect(beyond(atoms([grant]), before)).toEqual([])
        random.of(people).assignments.push(given)
      }
    }
    expect(beyond(atoms(people.flatMap(grantsOf)), atFirst)).toEqual([])
  }
  say(
    'ceiling, set-ups of roles in which somebody held more than the givers',
    `0 of ${SETUPS}; ${count.given} roles given, ${count.changed} changed, ${count.refused + count.refusedToChange} refused`,
  )
  for (const times of Object.values(count)) expect(times).toBeGreaterThan(SETUPS / 2)
})

it('a program gives nobody what it may not do itself: to manage clients', () => {
  const grants: Grant[] = [
    { role: 'r', name: 'r', member: undefined, permissions: [], abilities: ['manageUsers', 'manageClients'] },
  ]
  const rights: Rights = { permissions: [], abilities: ['manageClients'] }
  const by = (collection: 'users' | 'api-clients') => beyondCeiling({ id: 'x', collection, grants }, rights, undefined)
  expect(by('users')).toEqual([])
  expect(by('api-clients')).toEqual([{ ability: 'manageClients' }])
})
