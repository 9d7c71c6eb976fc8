import { type CollectionBeforeValidateHook, Forbidden, type RelationshipField } from 'payload'
import { actorOf, idOf, isNetwork, isSiteRole } from '../access/actor.ts'
import { frEn } from '../text/frEn.ts'

/** The member that owns a document; empty: the network itself. Only the network changes it. */
export const ownerField: RelationshipField = {
  name: 'owner',
  type: 'relationship',
  relationTo: 'members',
  index: true,
  label: frEn('Appartient à', 'Owned by'),
  admin: {
    position: 'sidebar',
    description: frEn('Le site qui publie ; vide : le réseau.', 'The site that publishes; empty: the network.'),
    allowCreate: false,
    allowEdit: false,
  },
  access: {
    update: ({ req }) => isNetwork(req.user),
  },
}

/**
 * Sets the owner of what a member's people create, and refuses any other, whatever the request
 * says: a `where` returned by `access` is not applied to new values (PAYLOAD.md A1).
 */
export const keepOwner: CollectionBeforeValidateHook = ({ data, originalDoc, operation, req }) => {
  const actor = actorOf(req.user)
  if (!data || !actor || !isSiteRole(actor.role)) return data
  const given = 'owner' in data ? idOf(data.owner) : undefined
  if (given && given !== actor.member) throw new Forbidden(req.t)
  if (operation === 'create') return { ...data, owner: actor.member }
  const { owner: _unchanged, ...rest } = data
  return { ...rest, owner: idOf(originalDoc?.owner) }
}
