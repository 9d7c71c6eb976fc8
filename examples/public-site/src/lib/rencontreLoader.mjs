/**
 * An Astro content loader that follows the change feed of a Rencontre back office: the first build
 * reads a snapshot, every further one only what changed since.
 * @param {{ url: string }} options the public address of the back office
 * @returns {import('astro/loaders').Loader}
 */
export function rencontreLoader({ url }) {
  return {
    name: 'rencontre',
    load: async ({ store, meta, logger }) => {
      let after = meta.get('cursor')
      let count = 0
      for (let more = true; more; ) {
        const address = new URL('/content/changes', url)
        address.searchParams.set('limit', '500')
        if (after !== undefined) address.searchParams.set('after', after)
        const answer = await fetch(address)
        if (answer.status === 410) {
          logger.warn('the cursor is not known any more: reading everything anew')
          store.clear()
          after = undefined
          continue
        }
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
        const page = await answer.json()
        for (const { kind, position, content, ...entry } of page.changes) {
          const id = `${entry.collection}/${entry.language}/${entry.id}`
          if (kind === 'withdrawn') store.delete(id)
          else store.set({ id, data: { ...content, ...entry }, digest: position })
        }
        count += page.changes.length
        after = String(page.cursor)
        more = page.more
      }
      meta.set('cursor', after)
      logger.info(`${count} changes, cursor ${after}`)
    },
  }
}
