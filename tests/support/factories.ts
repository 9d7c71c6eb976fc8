import sharp from 'sharp'
import type { PressRelease } from '../../src/payload-types.ts'
import { document, paragraph, text } from '../../src/text/richText.ts'
import type { BackOffice } from './backOffice.ts'

/** Two members with their press contacts, and one of the network. */
export async function makeNetwork({ payload }: BackOffice) {
  const member = async (name: string) => {
    const { id } = await payload.create({
      collection: 'members',
      data: { name, country: 'FR', languages: ['fr'], _status: 'published' } as never,
      overrideAccess: true,
    })
    return id
  }
  const contact = async (owner: string | undefined, email: string) => {
    const { id } = await payload.create({
      collection: 'contacts',
      data: { kind: 'press', role: 'Presse', email, owner, public: { listed: true, showEmail: true } },
      overrideAccess: true,
    })
    return id
  }
  const [a, b] = [await member('Abbaye A'), await member('Saline B')]
  return {
    a,
    b,
    contactOfA: await contact(a, 'presse@a.example'),
    contactOfB: await contact(b, 'presse@b.example'),
    contactOfNetwork: await contact(undefined, 'presse@reseau.example'),
  }
}

/** The values of a release that may be published. */
export const releaseData = (values: Partial<Record<keyof PressRelease, unknown>> = {}) => ({
  title: 'Un communiqué',
  summary: 'Ce qui se passe, où et quand.',
  body: document([paragraph([text('Le corps du texte.')])]),
  languages: ['fr'],
  ...values,
})

/** A release made past all rights; published unless told otherwise. */
export async function makeRelease(
  { payload }: BackOffice,
  values: Partial<Record<keyof PressRelease, unknown>> = {},
): Promise<PressRelease> {
  return payload.create({
    collection: 'press-releases',
    locale: 'fr',
    data: { _status: 'published', ...releaseData(values) } as never,
    overrideAccess: true,
  })
}

/** A JPEG, with EXIF when asked for. */
export const jpeg = (
  options: { width?: number; height?: number; exif?: import('sharp').Exif } = {},
): Promise<Buffer> => {
  const picture = sharp({
    create: { width: options.width ?? 640, height: options.height ?? 480, channels: 3, background: '#a35' },
  })
  return (options.exif ? picture.withExif(options.exif) : picture).jpeg().toBuffer()
}
