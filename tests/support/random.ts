export type Random = ReturnType<typeof seeded>

/** Numbers that look random and are the same for the same seed (mulberry32), so that a failing run can be run again. */
export function seeded(seed: number): {
  next: () => number
  below: (most: number) => number
  of: <T>(list: readonly T[]) => T
  some: <T>(list: readonly T[], chance: number) => T[]
} {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    next,
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    some: (list, chance) => list.filter(() => next() < chance),
  }
}
