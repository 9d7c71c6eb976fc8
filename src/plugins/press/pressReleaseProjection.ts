import { idOf } from '../../access/actor.ts'
import type { PressRelease } from '../../payload-types.ts'
import { type Projection, references } from '../publication/index.ts'

/** What is public of a release: nothing before its embargo ends, never its review nor its slots of work. */
export const pressReleaseProjection: Projection<PressRelease> = {
  isPublic: (release, now) =>
    release._status === 'published' && !(release.embargoUntil && new Date(release.embargoUntil) > now),
  instants: (release) => (release._status === 'published' ? [release.embargoUntil] : []),
  languages: (release) => release.languages ?? [],
  fields: [
    'title',
    'subtitle',
    'summary',
    'releaseType',
    'dateline.place',
    'dateline.date',
    'body',
    'publishedAt',
    'owner',
    'members',
    'programmes',
    'contacts',
    'images',
    'attachments',
    'keywords',
    'corrects',
    'correctionNote',
    'corrections.kind',
    'corrections.note',
    'corrections.at',
    'boilerplates.name',
    'boilerplates.text',
  ],
  defaultSort: '-publishedAt',
  project: (release, language) => ({
    title: release.title,
    subtitle: release.subtitle,
    summary: release.summary,
    releaseType: release.releaseType,
    dateline: { place: release.dateline?.place, date: release.dateline?.date },
    body: release.body,
    publishedAt: release.publishedAt,
    owner: idOf(release.owner),
    members: (release.members ?? []).map(idOf),
    programmes: (release.programmes ?? []).map(idOf),
    contacts: (release.contacts ?? []).map(idOf),
    images: (release.images ?? []).map(idOf),
    attachments: (release.attachments ?? []).map(idOf),
    keywords: release.keywords,
    corrects: idOf(release.corrects),
    correctionNote: release.correctionNote,
    corrections: (release.corrections ?? []).map(({ kind, note, at }) => ({ kind, note, at })),
    boilerplates: (release.boilerplates ?? [])
      .filter((boilerplate) => boilerplate.language === language)
      .map(({ name, text }) => ({ name, text })),
  }),
  references: (release) => [
    ...references('members', [release.owner, ...(release.members ?? [])]),
    ...references('programmes', release.programmes),
    ...references('contacts', release.contacts),
    ...references('media', [...(release.images ?? []), ...(release.attachments ?? [])]),
    ...references('press-releases', [release.corrects]),
    ...references.inText([release.body]),
  ],
}
