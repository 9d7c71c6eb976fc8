import { Webhook } from 'standardwebhooks'

/** What the hook of a public site is told. */
export type RebuildEvent = {
  type: 'content.changed' | 'webhook.test'
  timestamp: string
  data: {
    /** The same at every attempt: told twice, build once. */
    rebuild: string
    /** Read with `min-cursor` at least this. */
    cursor?: number
    /** Forget what was read and build everything. */
    everything?: true
    /** More changed than is told: read the feed. */
    more?: true
    changes?: Array<{
      position: number
      kind: 'published' | 'withdrawn'
      collection: string
      id: string
      slug: string | null
      language: 'fr' | 'en'
      owner: string | null
      reason: 'direct' | 'reference'
    }>
  }
}

/**
 * Checks the signature and the age of a call, as Standard Webhooks asks, and gives its message.
 * @param secrets `whsec_…`; two while one is being changed
 * @param headers of the call, as Node or a web `Request` gives them
 * @param body as it came, before anything parsed it
 * @throws Error when no secret has signed it, or when it is older than five minutes
 */
export function verifyWebhook({
  secrets,
  body,
  headers,
}: {
  secrets: string | string[]
  body: string
  headers: Headers | Record<string, string | string[] | undefined>
}): RebuildEvent {
  const given = Object.fromEntries(
    (headers instanceof Headers ? [...headers] : Object.entries(headers)).map(([name, value]) => [
      name.toLowerCase(),
      [value].flat().join(),
    ]),
  )
  let refused: unknown
  for (const secret of [secrets].flat()) {
    try {
      return new Webhook(secret).verify(body, given) as RebuildEvent
    } catch (error) {
      refused = error
    }
  }
  throw refused ?? new Error('No secret was given.')
}

/** How a build stands, as the back office shows it to who published. */
export type BuildState = { state: 'building' | 'live' | 'failed'; log?: string }

/**
 * Tells the back office how a build stands, signed with the same secret.
 * @throws Error when it does not take it
 */
export async function reportBuild({
  url,
  secret,
  rebuild,
  state,
  log,
}: { url: string; secret: string; rebuild: string } & BuildState): Promise<void> {
  const body = JSON.stringify({ rebuild, state, ...(log ? { log } : {}) })
  const at = new Date()
  const id = `${rebuild}-${state}`
  const answer = await fetch(new URL(`/rebuilds/${rebuild}/status`, url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
    body,
  })
  if (!answer.ok) throw new Error(`The report of ${rebuild} was answered ${answer.status}.`)
}
