import { idOf } from '../../access/actor.ts'
import { edgeOf } from '../../fields/partialDate.ts'
import type { Member } from '../../payload-types.ts'
import type { Projection } from '../publication/index.ts'
import { references } from '../publication/index.ts'
import { kindFrom, type Membership } from './computeKind.ts'

/** What is public of a member: its profile, never the network's notes nor the details of its agreement. */
export const memberProjection: Projection<Member> = {
  isPublic: (member) => member._status === 'published',
  // A membership that begins or ends changes the kind, on that day and without a save.
  instants: (member) =>
    member._status === 'published'
      ? (member.memberships ?? []).flatMap(({ since, until }) => [
          since ? edgeOf(since, 'start') : undefined,
          until ? edgeOf(until, 'end') : undefined,
        ])
      : [],
  languages: (member) => member.languages ?? [],
  fields: [
    'name',
    'legalName',
    'kind',
    'summary',
    'theme',
    'website',
    'socialLinks.url',
    'city',
    'region',
    'country',
    'heritage.type',
    'heritage.century',
    'heritage.worldHeritageId',
    'heritage.protections.type',
    'heritage.protections.reference',
    'heritage.protections.date',
    'memberships.kind',
    'memberships.since',
    'memberships.until',
    'project.title',
    'project.period',
    'project.validatedBy',
    'activities',
    'practicalInformation',
    'accessibility',
    'boilerplate',
    'networks',
    'hero',
    'gallery',
  ],
  computed: {
    location: { kind: 'position', label: 'Position' },
    labelledSince: { kind: 'text', label: 'Labelled since' },
  },
  defaultSort: 'name',
  project: (member, _language, now) => ({
    name: member.name,
    legalName: member.legalName,
    kind: kindFrom((member.memberships ?? []) as Membership[], now),
    summary: member.summary,
    theme: member.theme,
    website: member.website,
    socialLinks: (member.socialLinks ?? []).map(({ url }) => ({ url })),
    city: member.city,
    region: member.region,
    country: member.country,
    location: pointOf(member),
    heritage: {
      type: member.heritage?.type,
      century: member.heritage?.century,
      worldHeritageId: member.heritage?.worldHeritageId,
      protections: (member.heritage?.protections ?? []).map(({ type, reference, date }) => ({ type, reference, date })),
    },
    memberships: (member.memberships ?? []).map(({ kind, since, until }) => ({ kind, since, until })),
    labelledSince: member.label?.decreeDate,
    project: { title: member.project?.title, period: member.project?.period, validatedBy: member.project?.validatedBy },
    activities: member.activities,
    practicalInformation: member.practicalInformation,
    accessibility: member.accessibility,
    boilerplate: member.boilerplate,
    networks: member.networks,
    hero: idOf(member.hero),
    gallery: (member.gallery ?? []).map(idOf),
  }),
  references: (member) => [
    ...references('media', [member.hero, ...(member.gallery ?? [])]),
    ...references.inText([member.activities, member.practicalInformation]),
  ],
}

/** A position as GeoJSON writes it, longitude first (RFC 7946, 3.1.1). */
function pointOf({ location }: Member): [number, number] | null {
  const { longitude, latitude } = location ?? {}
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : null
}
