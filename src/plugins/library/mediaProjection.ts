import { endOf } from '../../fields/dayFormat.ts'
import type { Media } from '../../payload-types.ts'
import type { Projection } from '../publication/index.ts'

/** What is public of a file: only while a published document shows it, and only while its rights run. */
export const mediaProjection: Projection<Media> = {
  onlyWhenReferenced: true,
  isPublic: (media, now) => !media.usableUntil || endOf(media.usableUntil) > now,
  instants: (media) => (media.usableUntil ? [endOf(media.usableUntil)] : []),
  languages: () => ['fr', 'en'],
  fields: [
    'alt',
    'caption',
    'credit',
    'copyright',
    'usageTerms',
    'licence',
    'licenceUrl',
    'usableUntil',
    'territory',
    'mimeType',
    'focalX',
    'focalY',
    'filename',
    'width',
    'height',
    'filesize',
    'url',
    'sizes',
  ],
  computed: { srcset: { kind: 'text', label: 'Sizes, as the attribute srcset of HTML takes them' } },
  defaultSort: '-createdAt',
  project: (media) => ({
    alt: media.decorative ? '' : media.alt,
    caption: media.caption,
    credit: media.credit,
    copyright: media.copyright,
    usageTerms: media.usageTerms,
    licence: media.licence,
    licenceUrl: media.licenceUrl,
    usableUntil: media.usableUntil,
    territory: media.territory,
    focalX: media.focalX,
    focalY: media.focalY,
    ...fileOf(media, 'original', media),
    sizes: Object.fromEntries(
      Object.entries(media.sizes ?? {}).flatMap(([size, file]) =>
        file?.filename ? [[size, fileOf(media, size, file)]] : [],
      ),
    ),
    srcset: srcsetOf(media),
  }),
  references: () => [],
}

type StoredFile = {
  filename?: string | null
  mimeType?: string | null
  filesize?: number | null
  width?: number | null
  height?: number | null
}

const addressOf = ({ id }: Media, size: string, { filename }: StoredFile): string =>
  `/content/media/${id}/${size}/${filename}`

const fileOf = (media: Media, size: string, file: StoredFile) => ({
  filename: file.filename,
  mimeType: file.mimeType,
  filesize: file.filesize,
  width: file.width,
  height: file.height,
  url: addressOf(media, size, file),
})

/** Whole pictures alone: a size that is cropped shows something else. */
function srcsetOf(media: Media): string | null {
  const { width, height } = media
  if (!width || !height) return null
  const isWhole = (file: StoredFile) =>
    Boolean(file.width && file.height && Math.abs(file.width / file.height - width / height) < 0.01)
  const sizes: Array<[string, StoredFile]> = [['original', media], ...Object.entries(media.sizes ?? {})]
  return [
    ...new Map(
      sizes
        .filter(([, file]) => file.filename && isWhole(file))
        .map(([size, file]) => [file.width, `${addressOf(media, size, file)} ${file.width}w`]),
    ).values(),
  ].join(', ')
}
