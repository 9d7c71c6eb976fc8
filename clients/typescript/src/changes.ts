/** An entry of the feed of changes; a withdrawal has no content. */
export type Change = {
  position: number
  kind: 'published' | 'withdrawn'
  collection: string
  id: string
  language: 'fr' | 'en'
  owner: string | null
  slug: string | null
  content: Record<string, unknown> | null
}

export type ChangesPage = { changes: Change[]; cursor: number; more: boolean }

/** The cursor is of another database, or of one that was restored: forget what was read and begin without one. */
export class CursorUnknown extends Error {
  override name = 'CursorUnknown'
}

const TRIES = 5
const LONGEST_PAUSE_MS = 60_000

/**
 * What changed after a cursor, page by page, oldest first; without a cursor, all that is public. An answer that
 * says to wait (429, 503) is waited for.
 * @param url the public address of the back office
 * @param after the cursor of the last page that was read; keep that of each page when it is dealt with
 * @param minCursor of the event that asks to read: no page is older than that
 * @param limit entries in a page, at most 1000
 * @throws CursorUnknown when the cursor is not this back office's
 * @throws Error for any other answer that is no page
 */
export async function* changes({
  url,
  after,
  minCursor,
  limit = 500,
  fetch = globalThis.fetch,
}: {
  url: string
  after?: number | undefined
  minCursor?: number | undefined
  limit?: number
  fetch?: typeof globalThis.fetch
}): AsyncGenerator<ChangesPage, void, undefined> {
  for (let cursor = after; ; ) {
    const address = new URL('/content/changes', url)
    address.searchParams.set('limit', String(limit))
    if (cursor !== undefined) address.searchParams.set('after', String(cursor))
    if (minCursor !== undefined) address.searchParams.set('min-cursor', String(minCursor))
    const page = await read(address, fetch)
    yield page
    if (!page.more) return
    cursor = page.cursor
  }
}

async function read(address: URL, fetch: typeof globalThis.fetch): Promise<ChangesPage> {
  for (let turn = 1; ; turn++) {
    const answer = await fetch(address)
    if (answer.ok) return (await answer.json()) as ChangesPage
    await answer.body?.cancel()
    if (answer.status === 410) throw new CursorUnknown(`${address} does not know this cursor.`)
    if ((answer.status !== 429 && answer.status !== 503) || turn === TRIES) {
      throw new Error(`${address} answered ${answer.status}.`)
    }
    const seconds = Number(answer.headers.get('retry-after')) || 2 ** turn
    await new Promise((resolve) => setTimeout(resolve, Math.min(seconds * 1000, LONGEST_PAUSE_MS)))
  }
}
