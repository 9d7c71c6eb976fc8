import { CursorUnknown, changes } from './changes.ts'

/** What of Astro's loader context is used here (https://docs.astro.build/en/reference/content-loader-reference). */
type LoaderContext = {
  store: {
    set: (entry: { id: string; data: Record<string, unknown>; digest?: string | number }) => boolean
    delete: (id: string) => void
    clear: () => void
  }
  meta: { get: (key: string) => string | undefined; set: (key: string, value: string) => void }
  logger: { info: (message: string) => void; warn: (message: string) => void }
}

/**
 * A content loader for Astro that follows the feed of changes: the first build reads everything, each further
 * one only what changed since. Entries are named `collection/language/id`.
 * @param url the public address of the back office
 */
export function rencontreLoader({ url }: { url: string }) {
  return {
    name: 'rencontre',
    load: async (context: LoaderContext): Promise<void> => {
      const kept = context.meta.get('cursor')
      try {
        await follow(context, { url, after: kept === undefined ? undefined : Number(kept) })
      } catch (error) {
        if (!(error instanceof CursorUnknown)) throw error
        context.logger.warn('the cursor is not known any more: reading everything anew')
        context.store.clear()
        await follow(context, { url, after: undefined })
      }
    },
  }
}

async function follow(
  { store, meta, logger }: LoaderContext,
  { url, after }: { url: string; after: number | undefined },
): Promise<void> {
  let count = 0
  for await (const page of changes({ url, after })) {
    for (const { kind, position, content, ...entry } of page.changes) {
      const id = `${entry.collection}/${entry.language}/${entry.id}`
      if (kind === 'withdrawn') store.delete(id)
      else store.set({ id, data: { ...content, ...entry }, digest: position })
    }
    count += page.changes.length
    meta.set('cursor', String(page.cursor))
  }
  logger.info(`${count} changes, cursor ${meta.get('cursor')}`)
}
