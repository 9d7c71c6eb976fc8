import {
  type CollectionBeforeOperationHook,
  type CollectionBeforeValidateHook,
  Forbidden,
  type PayloadRequest,
  type RelationshipField,
} from 'payload'
import { actorOf, idOf, isNetwork, isSiteRole } from '../access/actor.ts'
import { frEn } from '../text/frEn.ts'

/** The member that owns a document; empty: the network itself. Only the network changes it. */
export const ownerField: RelationshipField = {
  name: 'owner',
  type: 'relationship',
  relationTo: 'members',
  index: true,
  defaultValue: ({ user }: { user?: unknown }) => idOf((user as { member?: unknown } | null)?.member),
  label: frEn('Appartient à', 'Owned by'),
  admin: {
    position: 'sidebar',
    description: frEn('Le site qui publie ; vide : le réseau.', 'The site that publishes; empty: the network.'),
    allowCreate: false,
    allowEdit: false,
  },
  access: {
    create: ({ req }) => isNetwork(req.user),
    update: ({ req }) => isNetwork(req.user),
  },
}

/**
 * Sets the owner of what a member's people create, and refuses any other, whatever the request
 * says: a `where` returned by `access` is not applied to new values (PAYLOAD.md A1). The refusal
 * comes before the field's access, which would drop the value without a word.
 */
export const keepOwner: {
  beforeOperation: CollectionBeforeOperationHook
  beforeValidate: CollectionBeforeValidateHook
} = {
  beforeOperation: ({ args, operation, req }) => {
    if (operation === 'create' || operation === 'update') refuseOtherOwner({ data: args.data, operation, req })
    return args
  },
  beforeValidate: ({ data, originalDoc, operation, req }) => {
    const actor = actorOf(req.user)
    if (!data || !actor || !isSiteRole(actor.role)) return data
    refuseOtherOwner({ data, operation, req })
    return { ...data, owner: operation === 'create' ? actor.member : idOf(originalDoc?.owner) }
  },
}

function refuseOtherOwner({
  data,
  operation,
  req,
}: {
  data: unknown
  operation: 'create' | 'update'
  req: PayloadRequest
}): void {
  const actor = actorOf(req.user)
  if (!actor || !isSiteRole(actor.role) || !data || typeof data !== 'object' || !('owner' in data)) return
  // An empty field of the form for a new document is no claim; emptying it later is one: it gives the document to the network.
  const isNoClaim = data.owner === undefined || (data.owner === null && operation === 'create')
  if (!isNoClaim && idOf(data.owner) !== actor.member) throw new Forbidden(req.t)
}
