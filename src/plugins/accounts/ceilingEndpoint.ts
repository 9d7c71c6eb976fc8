import { type Endpoint, Forbidden, type PayloadRequest, type SanitizedCollectionConfig } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { beyondCeiling } from '../../access/ceiling.ts'
import { holds, reachOfAbility } from '../../access/decide.ts'
import { ABILITIES, type Ability, ACTIONS, type Action, type Area } from '../../access/permissions.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { inLanguageOf, labelInWords } from '../../text/frEn.ts'
import { isUuid } from '../../text/uuid.ts'
import { ABILITY_LABELS, ACTION_LABELS } from './labels.ts'
import { isGoverned } from './rightsFields.ts'

/** What one collection offers to a role, and what of it the person at hand may give. */
export type GivableCollection = {
  slug: string
  label: string
  /** `own`: may be given; `lacking`: the person does not hold it there; `none`: a role of that scope cannot have it. */
  actions: Record<Action, 'own' | 'lacking' | 'none'>
  fields: Array<{ name: string; label: string; isOwn: boolean }>
}

/** What the person at hand may put into a role. */
export type Givable = {
  actions: Record<Action, string>
  collections: GivableCollection[]
  abilities: Array<{ name: Ability; label: string; isOwn: boolean }>
}

/** Kept by the product itself; no role speaks of them. */
const NOT_OFFERED = new Set(['id', 'createdAt', 'updatedAt', '_status', 'revision', 'owner', 'sizes', 'key'])

/** `GET /api/roles/ceiling?member={id}`: what the matrix of a role shows, with what is locked. */
export const ceilingEndpoint: Endpoint = {
  path: '/ceiling',
  method: 'get',
  handler: (req) => privateAnswer(givable(req)),
}

function givable(req: PayloadRequest): Givable {
  const actor = actorOf(req.user)
  if (!holds(actor, 'manageRoles')) throw new Forbidden(req.t)
  const asked = String(req.query?.member ?? '')
  // Whose role it is to be: a site's people make those of their own site.
  const { everywhere, members } = reachOfAbility(actor, 'manageRoles')
  const member = isUuid(asked) ? asked : everywhere ? undefined : members[0]
  if (!holds(actor, 'manageRoles', { member })) throw new Forbidden(req.t)
  const isSiteRole = req.query?.scope !== 'network'
  const lacks = (permission: Parameters<typeof beyondCeiling>[1]['permissions'][number]) =>
    beyondCeiling(actor, { permissions: [permission], abilities: [] }, member).length > 0

  return {
    actions: Object.fromEntries(
      ACTIONS.map((action) => [action, inLanguageOf(req, ACTION_LABELS[action])]),
    ) as Givable['actions'],
    collections: Object.values(req.payload.collections)
      .map(({ config }) => config)
      .filter(({ custom }) => isGoverned(custom?.area))
      .map((config) => ({
        slug: config.slug,
        label: labelOf(config, req),
        actions: Object.fromEntries(
          ACTIONS.map((action) => {
            if (!isPossible(action, config.custom?.area, isSiteRole)) return [action, 'none']
            // What is limited to fields may be given, for those fields.
            const fields = action === 'update' ? [] : undefined
            return [action, lacks({ collection: config.slug, actions: [action], fields }) ? 'lacking' : 'own']
          }),
        ) as GivableCollection['actions'],
        fields: config.flattenedFields
          .filter((field) => !NOT_OFFERED.has(field.name) && field.type !== 'join' && !isHidden(field))
          .map((field) => ({
            name: field.name,
            label: inLanguageOf(req, labelInWords('label' in field ? field.label : undefined, field.name)),
            isOwn: !lacks({ collection: config.slug, actions: ['update'], fields: [field.name] }),
          })),
      })),
    abilities: ABILITIES.map((name) => ({
      name,
      label: inLanguageOf(req, ABILITY_LABELS[name]),
      isOwn: beyondCeiling(actor, { permissions: [], abilities: [name] }, member).length === 0,
    })),
  }
}

/** What a site's role can have: the network's documents are read there, and nobody opens or closes members. */
function isPossible(action: Action, area: Area | undefined, isSiteRole: boolean): boolean {
  if (!isSiteRole) return true
  if (area === 'network') return action === 'read'
  if (area === 'profile') return action !== 'create' && action !== 'delete'
  return true
}

const isHidden = (field: object): boolean =>
  ('hidden' in field && Boolean(field.hidden)) || Boolean((field as { admin?: { hidden?: boolean } }).admin?.hidden)

const labelOf = ({ slug, labels }: SanitizedCollectionConfig, req: PayloadRequest): string =>
  inLanguageOf(req, labelInWords(labels.plural, slug))
