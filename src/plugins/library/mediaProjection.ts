import { endOf } from '../../fields/dayFormat.ts'
import type { Media } from '../../payload-types.ts'
import type { Projection } from '../publication/index.ts'

/** What is public of a file: only while a published document shows it, and only while its rights run. */
export const mediaProjection: Projection<Media> = {
  onlyWhenReferenced: true,
  isPublic: (media, now) => !media.usableUntil || endOf(media.usableUntil) > now,
  instants: (media) => (media.usableUntil ? [endOf(media.usableUntil)] : []),
  languages: () => ['fr', 'en'],
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
    mimeType: media.mimeType,
    focalX: media.focalX,
    focalY: media.focalY,
    files: Object.fromEntries(
      [['original', media] as const, ...Object.entries(media.sizes ?? {})].flatMap(([size, file]) =>
        file?.filename
          ? [
              [
                size,
                {
                  filename: file.filename,
                  width: file.width,
                  height: file.height,
                  filesize: file.filesize,
                  url: `/content/media/${media.id}/${size}/${file.filename}`,
                },
              ],
            ]
          : [],
      ),
    ),
  }),
  references: () => [],
}
