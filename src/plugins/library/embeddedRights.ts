import exifr from 'exifr'
import type { Exif } from 'sharp'

/** What a picture says about itself, in the words of the media collection. */
export type EmbeddedRights = Partial<Record<'caption' | 'credit' | 'copyright' | 'usageTerms' | 'alt', string>>

/**
 * Reads the rights that a picture bears: XMP first, then IPTC IIM, then EXIF, as the IPTC Photo
 * Metadata Guideline asks. Nothing where there is none or where they cannot be read.
 */
export async function readEmbeddedRights(data: Buffer): Promise<EmbeddedRights> {
  const found = await exifr
    .parse(data, { xmp: true, iptc: true, ifd0: {}, exif: true, gps: false, icc: false, mergeOutput: false })
    .catch(() => undefined)
  if (!found) return {}
  const { dc = {}, photoshop = {}, xmpRights = {}, Iptc4xmpCore = {}, iptc = {}, ifd0 = {} } = found
  const creator = words(dc.creator) ?? words(iptc.Byline) ?? words(ifd0.Artist)
  const values = {
    caption: words(dc.description) ?? words(iptc.Caption) ?? words(ifd0.ImageDescription),
    credit: words(photoshop.Credit) ?? words(iptc.Credit) ?? creator,
    copyright: words(dc.rights) ?? words(iptc.CopyrightNotice) ?? words(ifd0.Copyright),
    usageTerms: words(xmpRights.UsageTerms),
    alt: words(Iptc4xmpCore.AltTextAccessibility),
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as EmbeddedRights
}

/** Text of a metadata value: a string, a language alternative or a list. Control characters are dropped. */
function words(value: unknown): string | undefined {
  if (Array.isArray(value))
    return words(
      value
        .map((item) => words(item))
        .filter(Boolean)
        .join(', '),
    )
  if (value && typeof value === 'object' && 'value' in value) return words(value.value)
  if (typeof value !== 'string') return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const clean = value.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '').trim()
  return clean ? clean.slice(0, 600) : undefined
}

/** The EXIF block that a published picture bears: its rights and nothing else (no place, no camera, no date). */
export function exifOf({ caption, credit, copyright }: EmbeddedRights): Exif {
  return {
    IFD0: {
      ...(caption ? { ImageDescription: ascii(caption) } : {}),
      ...(credit ? { Artist: ascii(credit) } : {}),
      ...(copyright ? { Copyright: ascii(copyright) } : {}),
    },
  }
}

// EXIF text is ASCII (Exif 2.32, 4.6.2); the full text goes into XMP.
const ascii = (value: string) =>
  value
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('©', '(c)')
    .replaceAll(/[^\x20-\x7E]/g, '?')

/** The XMP packet that a published picture bears. Properties: IPTC Photo Metadata Standard. */
export function xmpOf({ caption, credit, copyright, usageTerms }: EmbeddedRights): string {
  const alt = (name: string, value: string | undefined) =>
    value ? `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${xml(value)}</rdf:li></rdf:Alt></${name}>` : ''
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">${alt('dc:description', caption)}${alt('dc:rights', copyright)}${alt('xmpRights:UsageTerms', usageTerms)}${credit ? `<photoshop:Credit>${xml(credit)}</photoshop:Credit>` : ''}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

const xml = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
