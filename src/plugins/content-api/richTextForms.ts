import { plainText, type RichNode, rootOf } from '../../text/richText.ts'
import type { Doc } from './doc.ts'
import { escaped } from './escaped.ts'

/** What the HTML of a text needs to know of its surroundings. */
export type Surroundings = {
  /** The address of the back office. */
  address: string
  /** The press contacts of the document, where they are public. */
  contacts: Doc[]
}

type Converter = (given: { node: RichNode; nodesToHTML: (given: { nodes: RichNode[] }) => string[] }) => string

/** Loaded with the first text that is asked for as HTML: Payload's own converter. */
let library: Promise<typeof import('@payloadcms/richtext-lexical/html')> | undefined

/**
 * A rich text as semantic HTML without classes or styles. Texts are escaped, addresses of links sanitised;
 * pictures come with their sizes, credit and caption; what is not public any more leaves its words.
 */
export async function toHtml(value: unknown, surroundings: Surroundings): Promise<string | null> {
  if (!rootOf(value)) return null
  library ??= import('@payloadcms/richtext-lexical/html')
  const { convertLexicalToHTML } = await library
  return convertLexicalToHTML({
    data: value as never,
    disableContainer: true,
    disableIndent: true,
    disableTextAlign: true,
    converters: (({ defaultConverters }: { defaultConverters: object }) => ({
      ...defaultConverters,
      ...converters(surroundings),
      unknown: () => '',
    })) as never,
  })
}

/** A rich text as its words alone, a line for each block. */
export const toText = (value: unknown): string | null => (rootOf(value) ? plainText(value) : null)

function converters({ address, contacts }: Surroundings): Record<string, unknown> {
  const inside: Converter = ({ node, nodesToHTML }) => nodesToHTML({ nodes: node.children ?? [] }).join('')
  const link: Converter = (given) => {
    const { linkType, url, doc } = (given.node.fields ?? {}) as {
      linkType?: string
      url?: string
      doc?: { relationTo?: string; value?: unknown }
    }
    const words = inside(given)
    if (linkType !== 'internal') return isWebAddress(url) ? `<a href="${escaped(url)}">${words}</a>` : words
    const target = doc?.value as Doc | undefined
    if (typeof target !== 'object' || target === null) return words
    const to = `${address}/content/${doc?.relationTo}/${target.slug ?? target.id}`
    return `<a href="${escaped(to)}" data-collection="${escaped(doc?.relationTo)}" data-id="${escaped(target.id)}" data-slug="${escaped(target.slug)}">${words}</a>`
  }
  return {
    link,
    autolink: link,
    list: ((given) => {
      const tag = (given.node as { tag?: string }).tag === 'ol' ? 'ol' : 'ul'
      return `<${tag}>${inside(given)}</${tag}>`
    }) as Converter,
    listitem: ((given) => `<li>${inside(given)}</li>`) as Converter,
    paragraph: ((given) => {
      const words = inside(given)
      return words ? `<p>${words}</p>` : ''
    }) as Converter,
    upload: (({ node }) => figure(node.value as Doc)) as Converter,
    blocks: {
      pressContact: (({ node }) => pressContact(contacts, node.fields?.text)) as Converter,
    },
  }
}

/** A picture with what its rights ask for: a picture is never shown without its credit. */
function figure(media: Doc | string | null | undefined): string {
  if (typeof media !== 'object' || media === null || typeof media.url !== 'string') return ''
  const { alt, url, srcset, width, height, caption, credit } = media
  const sources = srcset ? ` srcset="${escaped(srcset)}" sizes="(min-width: 60rem) 60rem, 100vw"` : ''
  const legend = [caption, credit].filter(Boolean).map(escaped).join(' · ')
  return `<figure><img src="${escaped(url)}"${sources} alt="${escaped(alt)}" width="${escaped(width)}" height="${escaped(height)}" loading="lazy">${legend ? `<figcaption>${legend}</figcaption>` : ''}</figure>`
}

function pressContact(contacts: Doc[], note: unknown): string {
  const lines = contacts.map(({ name, role, organisation, email, phone }) => {
    const words = [name, role, organisation].filter(Boolean).map(escaped)
    const mail = email ? [`<a href="mailto:${escaped(email)}">${escaped(email)}</a>`] : []
    const call = phone
      ? [`<a href="tel:${escaped(String(phone).replaceAll(/[^\d+]/g, ''))}">${escaped(phone)}</a>`]
      : []
    return `<p>${[...words, ...mail, ...call].join('<br>')}</p>`
  })
  const said = note ? [`<p>${escaped(note)}</p>`] : []
  return lines.length + said.length > 0 ? `<address>${[...said, ...lines].join('')}</address>` : ''
}

const isWebAddress = (url: unknown): url is string =>
  typeof url === 'string' && /^(?:https?:|mailto:|tel:|\/|#)/i.test(url.trim())
