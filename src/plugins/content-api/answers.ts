import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { LedgerHead } from './ledgerHead.ts'
import { program } from './program.ts'
import { bytesOf, type Raw } from './raw.ts'
import { rememberAsked } from './rememberAsked.ts'

/** What an address answers: `body`, a text or bytes; or `raw`, a text of which each letter is one byte (raw.ts). */
export type Content = {
  status: number
  type: string
  /** What tells it apart from any other answer of this address, where that is less to look at than the body. */
  version?: string | undefined
  location?: string
  /** Called whenever somebody asks for it. */
  onAsked?: () => void
} & ({ body: string | Buffer; raw?: never } | { raw: Raw; body?: never })

/** And the position of the ledger up to which that is true. */
export type ContentAt = Content & { head: number }

/** A text that leaves at once and is not kept costs less than the buffer that would be made of it. */
type Representation = { body: Buffer | Raw; headers: string[]; notModified: string[]; etag: string }
type About = {
  head: number
  status: number
  type: string
  location: string | undefined
  version: string | undefined
  onAsked: (() => void) | undefined
}
type Kept = About & { plain: Representation; byCoding: Map<Coding, Representation | Promise<Representation>> }
type Coding = 'br' | 'gzip'

const MOST_BYTES = 64 * 1024 * 1024
const MOST_ANSWERS = 20_000
/** Of an address: longer ones are made up to fill the memory, or are asked once. */
const LONGEST_KEPT = 2_000
const MOST_AHEAD = 4
const AHEAD_MS = 5_000
/** Less than this is not worth the work. */
const SMALLEST_COMPRESSED = 1_000
const COMPRESSED = /^(?:application\/(?:[\w.+-]*json|[\w.+-]*xml|javascript)|text\/)/

/**
 * For a moment a shared cache may answer by itself; then it asks, and answers with what it has meanwhile.
 * A browser asks each time: with an ETag that costs nothing.
 */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=5, stale-while-revalidate=30'

const compress = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 5 }),
}

const bufferOf = (body: Buffer | Raw): Buffer => (typeof body === 'string' ? bytesOf(body) : body)

/**
 * Answers that are kept in memory by their address, for as long as the ledger stands where it stood: no
 * other rule makes them old. They leave with a strong ETag, compressed where the reader takes that.
 * @param headers of every answer, name and value in turn
 */
export function keepAnswers({ head, headers }: { head: LedgerHead; headers: string[] }) {
  const kept = new LRUCache<string, Kept>({
    maxSize: MOST_BYTES,
    max: MOST_ANSWERS,
    sizeCalculation: ({ plain }, address) => plain.body.length * 2 + address.length * 2 + 1_000,
  })
  // Who asks once does not come again: an answer is kept from the second time that its address is asked.
  const isAskedAgain = rememberAsked()
  const beingMade = new Map<string, Promise<Kept>>()
  /** The next page of whoever reads page after page. */
  const next = new LRUCache<string, Promise<Kept>>({ max: MOST_AHEAD, ttl: AHEAD_MS })

  const represent = (
    content: Omit<Kept, 'plain' | 'byCoding'> & { location?: string | undefined },
    body: Buffer | Raw,
    coding: Coding | undefined,
  ): Representation => {
    const told = content.version === undefined ? bufferOf(body) : `${content.version} ${coding}`
    const etag = `"${hash('sha256', told, 'base64url').slice(0, 22)}"`
    // What a 304 says anew, and no more (RFC 9110, 15.4.5).
    const common = [
      'ETag',
      etag,
      'Cache-Control',
      content.status < 400 ? CACHE_CONTROL : 'no-cache',
      'Content-Cursor',
      String(content.head),
      'Vary',
      'Accept-Encoding',
    ]
    return {
      body,
      etag,
      notModified: ['Access-Control-Allow-Origin', '*', ...common],
      headers: [
        ...headers,
        ...common,
        'Content-Type',
        content.type,
        'Content-Length',
        String(body.length),
        ...(coding ? ['Content-Encoding', coding] : []),
        ...(content.location ? ['Location', content.location] : []),
      ],
    }
  }

  let age = 0
  head.onForget(() => {
    age += 1
    kept.clear()
    next.clear()
    beingMade.clear()
  })

  const make = async (address: string, produce: () => Promise<ContentAt>): Promise<Kept> => {
    const began = age
    const { status, type, body, raw, head: position, location, version, onAsked } = await produce()
    const about = {
      head: position,
      status,
      type,
      location,
      version: version && hash('sha256', `${program} ${version}`, 'base64url'),
      onAsked,
    }
    const now = head.current()
    const isKept =
      address.length <= LONGEST_KEPT && began === age && isAskedAgain(address) && now !== undefined && position >= now
    const leaving = typeof body === 'string' ? Buffer.from(body) : (body ?? (isKept ? bytesOf(raw) : raw))
    const made: Kept = { ...about, plain: represent(about, leaving, undefined), byCoding: new Map() }
    if (isKept) kept.set(address, made)
    return made
  }

  const coded = (one: Kept, coding: Coding): Promise<Representation> => {
    const ready = one.byCoding.get(coding)
    if (ready) return Promise.resolve(ready)
    const making = compress[coding](bufferOf(one.plain.body)).then((body) => {
      const representation = represent(one, body, coding)
      one.byCoding.set(coding, representation)
      return representation
    })
    one.byCoding.set(coding, making)
    return making
  }

  return {
    /** An answer that is ready to leave, if there is one. */
    ready(
      address: string,
      acceptEncoding: string | undefined,
    ): { status: number; representation: Representation } | undefined {
      const one = kept.get(address)
      const now = head.current()
      if (!one || now === undefined || one.head < now) return undefined
      const coding = codingFor(one, acceptEncoding)
      const representation = coding ? one.byCoding.get(coding) : one.plain
      if (!representation || representation instanceof Promise) return undefined
      return { status: one.status, representation }
    },
    /** Begins to make the answer that somebody is about to ask for. */
    ahead(address: string, produce: () => Promise<ContentAt>): void {
      const key = `${head.current()} ${address}`
      if (head.current() === undefined || next.has(key) || kept.has(address)) return
      const making = make(address, produce)
      making.catch(() => next.delete(key))
      next.set(key, making)
    },
    /**
     * The answer of an address, made once however many ask at the same time.
     * @param least the position that the reader knows of: nothing that was read before it counts, even
     *   where this instance has not heard of it
     */
    async get(
      address: string,
      { acceptEncoding, least = 0 }: { acceptEncoding: string | undefined; least?: number | undefined },
      produce: () => Promise<ContentAt>,
    ): Promise<{ status: number; representation: Representation }> {
      const now = head.current()
      let one = kept.get(address)
      if (!one || now === undefined || one.head < now || one.head < least) {
        // Who knows more than this instance shares only with those who know as much.
        const key = `${least > (now ?? -1) ? `at least ${least}` : now} ${address}`
        let making = beingMade.get(key)
        if (!making) {
          making = next.get(key) ?? make(address, produce)
          next.delete(key)
          beingMade.set(key, making)
          const own = making
          const done = () => {
            if (beingMade.get(key) === own) beingMade.delete(key)
          }
          making.then(done, done)
        }
        one = await making
      }
      one.onAsked?.()
      const coding = codingFor(one, acceptEncoding)
      return { status: one.status, representation: coding ? await coded(one, coding) : one.plain }
    },
  }
}

export type Answers = ReturnType<typeof keepAnswers>

/** The coding that a reader prefers (RFC 9110, 12.5.3): brotli, where it takes that. */
function codingFor({ plain, type }: Kept, acceptEncoding: string | undefined): Coding | undefined {
  if (!acceptEncoding || plain.body.length < SMALLEST_COMPRESSED || !COMPRESSED.test(type)) return undefined
  const takes = (coding: Coding) =>
    new RegExp(`(?:^|,)\\s*(?:${coding})\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))[\\d.]+\\s*)?(?:,|$)`).test(
      acceptEncoding,
    )
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

/** Sends an answer, or that the reader has it already (RFC 9110, 13.1.2). */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, representation }: { status: number; representation: Representation },
  extra: string[] = [],
): void {
  const { headers, notModified, body, etag } = representation
  const known = request.headers['if-none-match']
  if (known !== undefined && status === 200 && matches(known, etag)) {
    response.writeHead(304, extra.length > 0 ? [...notModified, ...extra] : notModified)
    response.end()
    return
  }
  response.writeHead(status, extra.length > 0 ? [...headers, ...extra] : headers)
  if (request.method === 'HEAD') response.end()
  // A text here is Raw; of a buffer Node reads no coding.
  else response.end(body, 'latin1')
}

/** Whether a list of entity tags names this one; weakly, as `If-None-Match` compares (RFC 9110, 13.1.2). */
export const matches = (known: string, etag: string): boolean =>
  known === etag || known === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
