import { type CollectionBeforeOperationHook, type CollectionConfig, parseCookies, type Where } from 'payload'
import { actorOf, type Grant, isOfSites, sitesOf } from './actor.ts'
import { SITE_COOKIE } from './cookies.ts'
import type { Area } from './permissions.ts'

/** The grants of the chosen site first: what is new is then its, and its name stands first. */
export function chosenFirst(grants: Grant[], headers: Headers): Grant[] {
  const site = parseCookies(headers).get(SITE_COOKIE)
  if (!site) return grants
  const isChosen = ({ member }: Grant) => member === site
  const chosen = grants.filter(isChosen).map((grant) => ({ ...grant, isChosen: true }))
  return [...chosen, ...grants.filter((grant) => !isChosen(grant))]
}

/** The site that somebody has chosen of several; nothing for who works for one, for all of theirs, or for the network. */
export function chosenSiteOf(user: object | null | undefined): string | undefined {
  const actor = actorOf(user)
  return actor?.grants.find((grant) => grant.isChosen)?.member
}

/** Lists and pickers of the admin hold what is the chosen site's, and the network's, not that of one's other sites. */
export function ofChosenSite(user: object | null | undefined, area: Area): Where | null {
  const site = chosenSiteOf(user)
  if (!site) return null
  if (area === 'profile') return { id: { equals: site } }
  if (area !== 'content' && area !== 'operations') return null
  return { or: [{ owner: { equals: site } }, { owner: { exists: false } }] }
}

/**
 * Lists and pickers of the admin that nobody has sorted otherwise show a site's people what is theirs first, then
 * what is the network's.
 */
export const ownFirst: CollectionBeforeOperationHook = ({ args, collection, operation, req }) => {
  // Pickers of the admin's forms ask as a form; programs and sites ask by GET.
  const isPicker = req.headers?.get('x-payload-http-method-override') === 'GET'
  if (operation !== 'read' || (req.payloadAPI !== 'local' && !isPicker)) return args
  const { sort, overrideAccess } = args as { sort?: unknown; overrideAccess?: boolean }
  const usual = collection.defaultSort ?? '-createdAt'
  const actor = actorOf(req.user)
  if (overrideAccess === true || !actor || !isOfSites(actor)) return args
  // Of several sites, the chosen one: sorted by owner, one would stand before the other by chance.
  if (sitesOf(actor).length !== 1 && !chosenSiteOf(req.user)) return args
  if (sort !== undefined && JSON.stringify([sort].flat()) !== JSON.stringify([usual].flat())) return args
  return { ...args, sort: ['owner', ...[usual].flat()] }
}

/** A collection whose lists follow the site that somebody has chosen. */
export const followingSite = (collection: CollectionConfig, area: Area): CollectionConfig['admin'] => ({
  ...collection.admin,
  baseFilter: ({ req }) => ofChosenSite(req.user, area),
})
