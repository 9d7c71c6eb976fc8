import { lookup as resolve } from 'node:dns'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'

/** What a receiver answered; `body` holds the first 64 kB at most. */
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** An address that is not called: inside a private network, not HTTPS, or with credentials. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'
}

const TIMEOUT_MS = 15_000
const BODY_TIMEOUT_MS = 3_000
const MAX_ANSWER_BYTES = 64_000

// ipaddr.js calls these unicast though they lead inside (IPv4-compatible, site-local, NAT64, SRv6, Azure's wire server).
const ALSO_INSIDE = ['::/96', 'fec0::/10', '64:ff9b:1::/48', '5f00::/16', '168.63.129.16/32'].map((cidr) =>
  ipaddr.parseCIDR(cidr),
)

/** Finds the addresses of a name, as `node:dns` does. */
export type Resolve = typeof resolve

/**
 * Calls an address outside: HTTPS to public addresses only, checked when the connection is made
 * (a name that answers a public address first and 127.0.0.1 then gains nothing), no redirects, 15 s
 * and 64 kB at most. What the answer still sends some seconds after its status is not waited for.
 * @param allowPrivate lets HTTP and loopback through (demonstration, tests)
 * @throws RefusedAddress, or the network's error
 */
export async function guardedFetch(
  address: string,
  {
    method,
    headers,
    body,
    allowPrivate,
    resolve: find = resolve,
  }: {
    method: 'GET' | 'POST'
    headers: Record<string, string>
    body?: string | undefined
    allowPrivate: boolean
    resolve?: Resolve | undefined
  },
): Promise<Answer> {
  const url = checkAddress(address, { allowPrivate })
  const agent = new Agent({
    connections: 1,
    pipelining: 0,
    connect: {
      timeout: TIMEOUT_MS,
      lookup: (hostname, options, callback) => {
        find(hostname, { ...options, all: true }, (error, found) => {
          if (error) return callback(error, [])
          const inside = found.find(({ address: ip }) => !isAllowed(ip, allowPrivate))
          if (inside || found.length === 0) return callback(refusal(address), [])
          callback(null, found)
        })
      },
    },
  })
  try {
    const answer = await request(url, {
      method,
      headers,
      body: body ?? null,
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: answer.statusCode, headers: answer.headers, body: await beginningOf(answer.body) }
  } finally {
    agent.destroy().catch(() => {})
  }
}

/** The first bytes of a body, as far as they come in time: the status stands, whatever happens to the rest. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy: () => unknown }): Promise<string> {
  const late = setTimeout(() => body.destroy(), BODY_TIMEOUT_MS)
  let text = ''
  try {
    for await (const chunk of body) {
      text += chunk.toString('utf8')
      if (text.length >= MAX_ANSWER_BYTES) break
    }
  } catch {
    // Broken off, or too slow.
  } finally {
    clearTimeout(late)
  }
  return text.slice(0, MAX_ANSWER_BYTES)
}

/**
 * Checks the form of an address before anything is sent or saved.
 * @throws RefusedAddress
 */
export function checkAddress(address: string, { allowPrivate }: { allowPrivate: boolean }): URL {
  if (!URL.canParse(address))
    throw new RefusedAddress(`The address ${address} is not a web address. Give it in full: https://…`)
  const url = new URL(address)
  if (url.username || url.password)
    throw new RefusedAddress('The address bears a name or a password. Give it without them.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:' && isLoopback(host))) {
    throw new RefusedAddress(`The address at ${url.host} is not https. Give the secure address of the site.`)
  }
  if (isIP(host) && !isAllowed(host, allowPrivate)) throw refusal(address)
  return url
}

/** Whether a host is this machine, by its name or its address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && ipaddr.parse(host).range() === 'loopback')

const refusal = (address: string) =>
  // The host alone: the path of a build hook is a secret, and this is shown to people.
  new RefusedAddress(`${new URL(address).host} is inside a private network. Give the public address of the site.`)

function isAllowed(ip: string, allowPrivate: boolean): boolean {
  const address = ipaddr.process(ip)
  const range = address.range()
  if (range === 'loopback') return allowPrivate
  if (range !== 'unicast') return false
  return !ALSO_INSIDE.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network as never, bits),
  )
}
