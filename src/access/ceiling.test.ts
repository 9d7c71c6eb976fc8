import { expect, it } from 'vitest'
import { seeded } from '../../tests/support/random.ts'
import type { Actor, Grant } from './actor.ts'
import { beyondCeiling } from './ceiling.ts'
import { ABILITIES, ACTIONS, type Permission, type Rights } from './permissions.ts'

const COLLECTIONS = ['releases', 'contacts', 'media']
const FIELDS = ['title', 'summary', 'label']
const SITES = [undefined, 'a', 'b', 'c']
const SETUPS = 1_000
const STEPS = 20

type Random = ReturnType<typeof seeded>
type Person = { grants: Grant[] }

const rightsOf = (random: Random): Rights => ({
  permissions: random.some(COLLECTIONS, 0.6).flatMap((collection): Permission[] => {
    const actions = random.some(ACTIONS, 0.5)
    const fields = random.next() < 0.4 ? random.some(FIELDS, 0.5) : undefined
    return actions.length > 0 ? [{ collection, actions, ...(fields ? { fields } : {}) }] : []
  }),
  abilities: random.some(ABILITIES, 0.3),
})

const grantOf = (random: Random): Grant => ({ role: 'r', name: 'r', member: random.of(SITES), ...rightsOf(random) })

/** Every single thing that grants allow, each at its place; what is allowed in the whole network is allowed at each site. */
function atoms(grants: Grant[]): Set<string> {
  const all = new Set<string>()
  for (const { member, permissions, abilities } of grants) {
    for (const site of member === undefined ? SITES : [member]) {
      for (const ability of abilities) all.add(`${site} ${ability}`)
      for (const { collection, actions, fields } of permissions)
        for (const action of actions) {
          const parts = action === 'update' ? ['', ...(fields ?? [...FIELDS, '*'])] : ['']
          for (const part of parts) all.add(`${site} ${collection} ${action} ${part}`)
          // The network's own documents are read by one grant that has both, or by a role in the whole network.
          if (action === 'read' && (member === undefined || abilities.includes('readNetwork')))
            all.add(`${site} ${collection} read of the network`)
        }
    }
  }
  return all
}

it(`nobody ever holds more than the givers held: ${SETUPS} set-ups of roles, ${STEPS} steps each`, () => {
  let given = 0
  let refused = 0
  for (let seed = 0; seed < SETUPS; seed++) {
    const random = seeded(seed)
    const people: Person[] = Array.from({ length: 4 }, () => ({
      grants: Array.from({ length: random.below(3) }, () => grantOf(random)),
    }))
    const atFirst = new Set(people.flatMap(({ grants }) => [...atoms(grants)]))
    for (let step = 0; step < STEPS; step++) {
      const [giver, taker] = [random.of(people), random.of(people)]
      const grant =
        random.next() < 0.5
          ? grantOf(random)
          : { ...random.of(giver.grants.length ? giver.grants : [grantOf(random)]), member: random.of(SITES) }
      const actor: Actor = { collection: 'users', id: 'x', grants: giver.grants }
      const before = atoms(giver.grants)
      if (beyondCeiling(actor, grant, grant.member).length > 0) {
        refused += 1
        // What is refused is refused for a reason.
        expect([...atoms([grant])].some((atom) => !before.has(atom))).toBe(true)
        continue
      }
      given += 1
      for (const atom of atoms([grant])) expect(before.has(atom)).toBe(true)
      taker.grants = [...taker.grants, grant]
    }
    for (const atom of people.flatMap(({ grants }) => [...atoms(grants)])) expect(atFirst.has(atom)).toBe(true)
  }
  expect(given).toBeGreaterThan(SETUPS)
  expect(refused).toBeGreaterThan(SETUPS)
})
