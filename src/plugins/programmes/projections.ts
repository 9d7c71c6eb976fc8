import { idOf } from '../../access/actor.ts'
import { endOf } from '../../fields/dayFormat.ts'
import type { Edition, Programme, Residency } from '../../payload-types.ts'
import { type Projection, references } from '../publication/index.ts'
import { editionState } from './editionState.ts'

/** What is public of a programme. */
export const programmeProjection: Projection<Programme> = {
  isPublic: (programme) => programme._status === 'published',
  languages: (programme) => programme.languages ?? [],
  fields: [
    'title',
    'kind',
    'summary',
    'description',
    'eligibility',
    'since',
    'until',
    'partners',
    'audiences',
    'sources',
  ],
  defaultSort: 'title',
  project: (programme) => ({
    title: programme.title,
    kind: programme.kind,
    summary: programme.summary,
    description: programme.description,
    eligibility: programme.eligibility,
    since: programme.since,
    until: programme.until,
    partners: programme.partners,
    audiences: programme.audiences,
    sources: programme.sources,
  }),
  references: (programme) => references.inText([programme.description, programme.eligibility]),
}

/** What is public of an edition: all but its inner note. */
export const editionProjection: Projection<Edition> = {
  isPublic: () => true,
  // A call opens and closes by itself, also on a page that is built only when something changes.
  instants: ({ opensAt, closesAt }) => [opensAt, closesAt ? endOf(closesAt) : undefined],
  languages: () => ['fr', 'en'],
  fields: [
    'state',
    'title',
    'programmes',
    'year',
    'opensAt',
    'closesAt',
    'grantAmount',
    'grantCurrency',
    'duration',
    'eligibility',
    'hosts.member',
    'hosts.theme',
    'documents',
  ],
  defaultSort: '-year',
  project: (edition, _language, now) => ({
    state: editionState(edition, now).state,
    title: edition.title,
    programmes: (edition.programmes ?? []).map(idOf),
    year: edition.year,
    opensAt: edition.opensAt,
    closesAt: edition.closesAt,
    grantAmount: edition.grantAmount,
    grantCurrency: edition.grantCurrency,
    duration: edition.duration,
    eligibility: edition.eligibility,
    hosts: (edition.hosts ?? []).map(({ member, theme }) => ({ member: idOf(member), theme })),
    documents: (edition.documents ?? []).map(idOf),
  }),
  references: (edition) => [
    ...references('programmes', edition.programmes),
    ...references(
      'members',
      edition.hosts?.map(({ member }) => member),
    ),
    ...references('media', edition.documents),
  ],
}

/** What is public of a residency: only with consent, and the name only with consent to the name. */
export const residencyProjection: Projection<Residency> = {
  isPublic: (residency) => residency.publicity !== 'private',
  languages: () => ['fr', 'en'],
  fields: ['edition', 'host', 'person', 'country', 'discipline', 'startsOn', 'endsOn', 'outcome'],
  defaultSort: '-startsOn',
  project: (residency) => ({
    edition: idOf(residency.edition),
    host: idOf(residency.host),
    person: residency.publicity === 'named' ? residency.person : null,
    country: residency.publicity === 'named' ? residency.country : null,
    discipline: residency.discipline,
    startsOn: residency.startsOn,
    endsOn: residency.endsOn,
    outcome: residency.outcome,
  }),
  references: (residency) => [
    ...references('editions', [residency.edition]),
    ...references('members', [residency.host]),
  ],
}
