import type { CollectionBeforeChangeHook } from 'payload'
import { isPast } from '../../fields/partialDate.ts'
import { frEn } from '../../text/frEn.ts'

/** The kinds of membership, the weightiest first: a member that is both labelled and associate is labelled. */
export const MEMBERSHIP_KINDS = [
  { value: 'labelled', label: frEn('Labellisé', 'Labelled') },
  { value: 'associate', label: frEn('Associé', 'Associate') },
  { value: 'international', label: frEn('International', 'International') },
  { value: 'candidate', label: frEn('En préfiguration', 'Candidate') },
  { value: 'partner', label: frEn('Partenaire', 'Partner') },
  { value: 'former', label: frEn('Ancien membre', 'Former member') },
] as const

export type MembershipKind = (typeof MEMBERSHIP_KINDS)[number]['value']

export type Membership = { kind: MembershipKind; since?: string | null; until?: string | null }

/**
 * The kind of a member today: the weightiest membership that runs; `former` where all have ended;
 * nothing where none is known.
 */
export function kindFrom(memberships: Membership[], now = new Date()): MembershipKind | null {
  if (memberships.length === 0) return null
  const running = memberships.filter(
    ({ since, until }) =>
      !(since && !isPast(since, { now, edge: 'start' })) && !(until && isPast(until, { now, edge: 'end' })),
  )
  return MEMBERSHIP_KINDS.find(({ value }) => running.some(({ kind }) => kind === value))?.value ?? 'former'
}

/** Sets `kind` from the memberships on every save; nobody writes it by hand. */
export const computeKind: CollectionBeforeChangeHook = ({ data, originalDoc }) => ({
  ...data,
  kind: kindFrom((data.memberships ?? originalDoc?.memberships ?? []) as Membership[]),
})
