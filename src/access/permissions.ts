/** What can be done with a document. `publish` is apart from `update`: it changes what is public. */
export const ACTIONS = ['read', 'create', 'update', 'delete', 'publish'] as const
export type Action = (typeof ACTIONS)[number]

/**
 * What can be done besides documents:
 * - `readNetwork`: a site's people read the network's own documents too;
 * - `manageUsers`, `manageRoles`, `manageClients`: accounts, custom roles and API clients, of one's own sites;
 * - `manageRebuilds`: run and hold the rebuilds of public sites;
 * - `readAudit`: read who did what.
 */
export const ABILITIES = [
  'readNetwork',
  'manageUsers',
  'manageRoles',
  'manageClients',
  'manageRebuilds',
  'readAudit',
] as const
export type Ability = (typeof ABILITIES)[number]

/** What a role allows in one collection; with `fields`, updates are limited to these top-level fields. */
export type Permission = { collection: string; actions: Action[]; fields?: string[] | undefined }

/** What a role is made of, wherever it is used. */
export type Rights = { permissions: Permission[]; abilities: Ability[] }

/**
 * How a collection belongs to the network and its members:
 * - `content`: documents with an `owner` (a member, or the network itself);
 * - `profile`: the members themselves, each at home in its own;
 * - `network`: documents of the network alone, which members read where a role says so;
 * - `operations`: technical settings with an `owner`; the network's stay its own;
 * - `people`: accounts, roles and API clients, which abilities govern.
 */
export const AREAS = ['content', 'profile', 'network', 'operations', 'people'] as const
export type Area = (typeof AREAS)[number]

/** A collection as the decision sees it. */
export type Subject = { collection: string; area: Area }

declare module 'payload' {
  interface CollectionCustom {
    /** How the collection belongs; its access functions follow from it (fields/guarded.ts). */
    area?: Area
  }
}
