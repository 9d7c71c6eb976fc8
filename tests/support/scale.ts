import { appendFileSync } from 'node:fs'

/** `npm run test:faults` runs the faults at full length, `npm test` at a tenth of it. */
export const isFull = process.env.FAULTS === 'full'

/** A number of rounds: the full one, or a tenth of it and at least `least`. */
export const rounds = (full: number, least = 1): number => (isFull ? full : Math.max(Math.round(full / 10), least))

/** Says a figure of a test where a person reads it, and writes it for docs/figures.md. */
export function say(name: string, figure: string): void {
  if (process.env.FIGURES_FILE) appendFileSync(process.env.FIGURES_FILE, `${name}\t${figure}\n`)
  process.stdout.write(`FIGURE ${name}: ${figure}\n`)
}

/** The value below which a share of the values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.ceil(sorted.length * share) - 1, sorted.length - 1)] ?? Number.NaN
}
