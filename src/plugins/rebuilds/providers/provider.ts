import type { Answer } from '../guardedFetch.ts'

/** A public site as a provider needs it, with its secrets in clear: never logged, never stored. */
export type Hook = {
  url: string
  /** Signs, or starts a build; two while a secret is being changed, the new one first. */
  secrets: string[]
  /** Reads the state of a build, where that is not public. */
  statusToken: string | undefined
  /** The branch, tag or commit to build. */
  ref: string | undefined
  /** What the provider's API calls the project (providers/index.ts says in which form). */
  project: string | undefined
}

/** What a public site is told: PUBLICATION.md, "Rebuilds of public sites". Thin; the site reads the content back. */
export type Message = {
  type: 'content.changed' | 'webhook.test'
  timestamp: string
  data: {
    rebuild: string
    cursor: number
    /** Set where the site is to be built from nothing, whatever it has read before. */
    everything?: true
    /** Set where more changed than is told: read the feed. */
    more?: true
    changes: Array<{
      position: number
      kind: 'published' | 'withdrawn'
      collection: string
      id: string
      slug: string | null
      language: string
      owner: string | null
      reason: 'direct' | 'reference'
    }>
  }
}

export type Call = { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string }

/** What an accepted call says about the build that it started. */
export type Accepted = { externalId?: string | undefined; logAddress?: string | undefined }

export type BuildState = {
  state: 'building' | 'live' | 'failed'
  log?: string | undefined
  externalId?: string | undefined
}

/** A rebuild whose build is looked for; `taken` are the builds of other rebuilds, which are not it. */
export type AskedFor = { id: string; externalId: string | null; askedAt: Date; taken: string[] }

export type Provider = {
  /** The call that asks for a build. */
  ask: (hook: Hook, message: Message) => Call
  /**
   * What a 2xx answer says of the build.
   * @returns `refused` where the answer is 2xx and means no
   */
  accepted?: (answer: Answer) => Accepted | { refused: string }
  /** The call that asks how the build stands; nothing where it cannot be asked. */
  check?: (hook: Hook, rebuild: AskedFor) => Call | undefined
  /** What the answer to `check` says; nothing while it says nothing about this build. */
  read?: (answer: Answer, rebuild: AskedFor) => BuildState | undefined
}

/** Clocks differ: how much earlier than our asking a provider may say that its build began, in milliseconds. */
export const CLOCK_SKEW_MS = 10_000

export const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

/** The JSON of an answer; nothing where it is none. */
export function jsonOf<T>(answer: Answer): T | undefined {
  try {
    return JSON.parse(answer.body) as T
  } catch {
    return undefined
  }
}

/** The parts of `account/project`; the first is missing where there is no slash. */
export function pathOf(project: string | undefined): { account: string | undefined; name: string | undefined } {
  const [first, second] = (project ?? '').split('/').filter(Boolean)
  return second ? { account: first, name: second } : { account: undefined, name: first }
}
