/**
 * Counts acts by key in this process, over the last while: `take` says whether one more is allowed.
 * Several instances each count their own, so that the limit of a network is at most their number times this.
 * @param most how many acts a key may do
 * @param withinMs in how many milliseconds
 */
export function slidingLimit({ most, withinMs }: { most: number; withinMs: number }): {
  take: (key: string, most?: number) => boolean
  forget: (key: string) => void
} {
  const acts = new Map<string, number[]>()
  let sweptAt = Date.now()
  const sweep = (now: number): void => {
    if (now - sweptAt < withinMs) return
    sweptAt = now
    for (const [key, times] of acts) if ((times.at(-1) ?? 0) <= now - withinMs) acts.delete(key)
  }
  return {
    take: (key, allowed = most) => {
      const now = Date.now()
      sweep(now)
      const recent = (acts.get(key) ?? []).filter((at) => at > now - withinMs)
      if (recent.length >= allowed) {
        acts.set(key, recent)
        return false
      }
      acts.set(key, [...recent, now])
      return true
    },
    forget: (key) => {
      acts.delete(key)
    },
  }
}
