import type { ArrayField } from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { holds, reachOfAbility } from '../../access/decide.ts'
import type { Ability } from '../../access/permissions.ts'
import { DAY_AND_TIME } from '../../fields/dayAndTime.ts'
import { frEn } from '../../text/frEn.ts'

/**
 * The roles that an account holds: each at a site, or (a network role) everywhere, until an instant if one is given.
 * @param ability who gives and takes them (keepAssignments.ts says which)
 */
export const assignmentsField = (ability: Ability): ArrayField => ({
  name: 'assignments',
  type: 'array',
  maxRows: 50,
  label: frEn('Rôles', 'Roles'),
  labels: { singular: frEn('Rôle', 'Role'), plural: frEn('Rôles', 'Roles') },
  access: {
    create: ({ req }) => holds(actorOf(req.user), ability),
    update: ({ req }) => holds(actorOf(req.user), ability),
  },
  admin: {
    components: { Cell: '/src/plugins/accounts/admin/RolesCell.tsx#RolesCell' },
    description: frEn(
      'Plusieurs rôles s’ajoutent. Un changement compte aussitôt, même pour qui est connecté.',
      'Several roles add up. A change counts at once, for people who are signed in too.',
    ),
  },
  fields: [
    {
      type: 'row',
      fields: [
        {
          name: 'role',
          type: 'relationship',
          relationTo: 'roles',
          required: true,
          maxDepth: 0,
          label: frEn('Rôle', 'Role'),
          admin: { allowCreate: false, allowEdit: false },
          filterOptions: ({ siblingData }) => {
            const site = (siblingData as { member?: unknown } | undefined)?.member
            return site ? { or: [{ member: { exists: false } }, { member: { equals: site } }] } : true
          },
        },
        {
          name: 'member',
          type: 'relationship',
          relationTo: 'members',
          maxDepth: 0,
          label: frEn('Site', 'Site'),
          admin: {
            allowCreate: false,
            allowEdit: false,
            description: frEn('Vide pour un rôle du réseau.', 'Empty for a network role.'),
          },
          defaultValue: ({ user }: { user?: object | null }) => {
            const { everywhere, members } = reachOfAbility(actorOf(user), ability)
            return everywhere ? undefined : members[0]
          },
          // For the picker alone: what may be given is decided in keepAssignments.ts, which keeps what
          // the account holds elsewhere; it must pass here.
          filterOptions: ({ data, user }) => {
            const { everywhere, members } = reachOfAbility(actorOf(user), ability)
            const held = (data?.assignments as Array<{ member?: unknown }> | undefined) ?? []
            const named = held.map(({ member }) => idOf(member)).filter((id) => id !== undefined)
            return everywhere || !user ? true : { id: { in: [...members, ...named] } }
          },
        },
        { name: 'until', type: 'date', label: frEn('Jusqu’au', 'Until'), admin: { date: DAY_AND_TIME } },
      ],
    },
  ],
})
