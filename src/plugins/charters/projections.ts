import { idOf } from '../../access/actor.ts'
import type { Charter, CharterSignature } from '../../payload-types.ts'
import { type Projection, references } from '../publication/index.ts'

/** What is public of a charter. */
export const charterProjection: Projection<Charter> = {
  isPublic: (charter) => charter._status === 'published',
  languages: (charter) => charter.languages ?? [],
  fields: [
    'title',
    'preamble',
    'articles.number',
    'articles.title',
    'articles.text',
    'place',
    'adoptedAt',
    'amendments.at',
    'amendments.place',
    'amendments.note',
    'file',
    'sources',
  ],
  defaultSort: 'title',
  project: (charter) => ({
    title: charter.title,
    preamble: charter.preamble,
    articles: (charter.articles ?? []).map(({ number, title, text }) => ({ number, title, text })),
    place: charter.place,
    adoptedAt: charter.adoptedAt,
    amendments: (charter.amendments ?? []).map(({ at, place, note }) => ({ at, place, note })),
    file: idOf(charter.file),
    sources: charter.sources,
  }),
  references: (charter) => [...references('media', [charter.file]), ...references.inText([charter.preamble])],
}

/** What is public of a signature: who and when, never the signed paper nor the name of the person. */
export const signatureProjection: Projection<CharterSignature> = {
  isPublic: () => true,
  languages: () => ['fr', 'en'],
  fields: ['charter', 'member', 'signedAt', 'until'],
  defaultSort: '-signedAt',
  project: (signature) => ({
    charter: idOf(signature.charter),
    member: idOf(signature.member),
    signedAt: signature.signedAt,
    until: signature.until,
  }),
  references: (signature) => [
    ...references('charters', [signature.charter]),
    ...references('members', [signature.member]),
  ],
}
