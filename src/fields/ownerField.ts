import {
  type CollectionBeforeOperationHook,
  type CollectionBeforeValidateHook,
  Forbidden,
  type RelationshipField,
} from 'payload'
import { actorOf, idOf, isNetwork, isOfSites, sitesOf } from '../access/actor.ts'
import { decide, reach } from '../access/decide.ts'
import type { Subject } from '../access/permissions.ts'
import { frEn } from '../text/frEn.ts'

/** The member that owns a document; empty: the network itself. Only the network changes it; who has several sites chooses once. */
export const ownerField: RelationshipField = {
  name: 'owner',
  type: 'relationship',
  relationTo: 'members',
  index: true,
  defaultValue: ({ user }: { user?: object | null }) => {
    const actor = actorOf(user)
    return actor && isOfSites(actor) ? sitesOf(actor)[0] : undefined
  },
  filterOptions: ({ user }) => {
    const actor = actorOf(user)
    return actor && isOfSites(actor) ? { id: { in: sitesOf(actor) } } : true
  },
  label: frEn('Appartient à', 'Owned by'),
  admin: {
    position: 'sidebar',
    description: frEn('Le site qui publie ; vide : le réseau.', 'The site that publishes; empty: the network.'),
    allowCreate: false,
    allowEdit: false,
    components: { Cell: '/src/widgets/OwnerCell.tsx#OwnerCell' },
  },
  access: {
    create: ({ req }) => isNetwork(req.user) || sitesOf(actorOf(req.user)).length > 1,
    update: ({ req }) => isNetwork(req.user),
  },
}

/**
 * Sets the owner of what a member's people create, and refuses any other, whatever the request
 * says: a `where` returned by `access` is not applied to new values (PAYLOAD.md A1). The owner that a
 * request names is kept aside before the field's access drops it without a word.
 */
export function keepOwner(subject: Subject): {
  beforeOperation: CollectionBeforeOperationHook
  beforeValidate: CollectionBeforeValidateHook
} {
  return {
    beforeOperation: ({ args, operation, req }) => {
      if (operation !== 'create' && operation !== 'update') return args
      const data: unknown = args.data
      const names = data !== null && typeof data === 'object' && 'owner' in data && data.owner !== undefined
      req.context.givenOwner = names ? { id: idOf(data.owner) } : undefined
      return args
    },
    beforeValidate: ({ data, originalDoc, operation, req }) => {
      const actor = actorOf(req.user)
      if (!data || !actor) return data
      const given = req.context.givenOwner as { id: string | undefined } | undefined
      const { everywhere, members } = reach(actor, operation, subject)
      if (operation === 'update') {
        const owner = idOf(originalDoc?.owner)
        if (given && given.id !== owner && !everywhere) throw new Forbidden(req.t)
        return everywhere ? data : { ...data, owner }
      }
      // An empty field of the form for a new document is no claim.
      if (given?.id) {
        if (!decide(actor, 'create', subject, { owner: given.id }).allowed) throw new Forbidden(req.t)
        return { ...data, owner: given.id }
      }
      if (everywhere) return data
      // A copy stays with the site of what it is made from.
      const copied = idOf(data.owner)
      return { ...data, owner: copied && members.includes(copied) ? copied : members[0] }
    },
  }
}
