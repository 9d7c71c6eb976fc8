import { BadQuery } from '../badQuery.ts'
import type { Doc } from '../doc.ts'
import { escaped } from '../escaped.ts'
import { type Format, refuseUnknown } from './format.ts'
import { NETWORK, publisherOf, readOne } from './releases.ts'

const WIDTH = 600
const HEIGHT = 320

/** A release for who quotes its address: oEmbed 1.0 (https://oembed.com), as a card without scripts. */
export const oEmbed: Format = {
  path: '/content/oembed',
  id: 'getOEmbed',
  summary: 'A release as a card, by the address of its page',
  type: 'application/json',
  parameters: {
    url: 'the address of the page of a release, here or on your site',
    format: 'json',
    maxwidth: 'a number of pixels',
    maxheight: 'a number of pixels',
    locale: 'fr or en',
  },
  answer: async ({ query }, context) => {
    refuseUnknown(query, ['url', 'format', 'maxwidth', 'maxheight', 'locale'])
    if ((query.get('format') ?? 'json') !== 'json') throw new BadQuery('format', 'json')
    const url = query.get('url') ?? ''
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new BadQuery('url', 'the address of a page')
    const most = (name: string, otherwise: number): number => {
      const value = query.get(name)
      if (value === null) return otherwise
      if (!/^\d{1,5}$/.test(value) || Number(value) < 1) throw new BadQuery(name, 'a number of pixels')
      return Math.min(Number(value), otherwise)
    }
    const [width, height] = [most('maxwidth', WIDTH), most('maxheight', HEIGHT)]
    // Whatever stands before it on a site, the last part of an address is the name of the release.
    const key = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? ''
    const release = await readOne({ collection: 'press-releases', key: decoded(key), query }, context)
    if (!release) return undefined
    const [image] = (release.images ?? []) as Doc[]
    const thumbnail = (image?.sizes as Record<string, { url?: string; width?: number; height?: number }> | undefined)
      ?.thumbnail
    const title = escaped(release.title)
    return JSON.stringify({
      version: '1.0',
      type: 'rich',
      title: release.title,
      author_name: publisherOf(release),
      provider_name: NETWORK,
      provider_url: context.address,
      cache_age: 300,
      width,
      height,
      html: `<blockquote cite="${escaped(url)}" lang="${escaped(release.language)}"><p><a href="${escaped(url)}">${title}</a></p><p>${escaped(release.summary)}</p><footer>${escaped(publisherOf(release))}</footer></blockquote>`,
      ...(thumbnail?.url
        ? { thumbnail_url: thumbnail.url, thumbnail_width: thumbnail.width, thumbnail_height: thumbnail.height }
        : {}),
    })
  },
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
