import type { Payload } from 'payload'

/** How long the work may rest at most before it looks again, in milliseconds. */
const LONGEST_REST_MS = 1_000

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Keeps doing a piece of work in the background of a process: once at start (what was missed while it
 * was down), then at least every second. An error is logged and the work goes on at the next turn; a
 * signal to end lets the turn at hand finish and begins no other.
 * @param act does what is due; may return the milliseconds until it has to do again
 */
export function keepDoing(
  payload: Payload,
  { name, act }: { name: string; act: () => Promise<number | undefined> },
): { stop: () => Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  let said: string | undefined

  const take = async (): Promise<void> => {
    let rest: number | undefined
    try {
      rest = await act()
      said = undefined
    } catch (err) {
      // A database that is away says the same thing every second: once is enough.
      const message = err instanceof Error ? err.message : String(err)
      if (message !== said) payload.logger.error({ err }, `${name} could not be done`)
      said = message
    }
    if (isStopped) return
    timer = setTimeout(next, Math.min(Math.max(rest ?? LONGEST_REST_MS, 0), LONGEST_REST_MS))
    timer.unref()
  }
  const next = () => {
    turn = take()
  }
  const stop = async (): Promise<void> => {
    isStopped = true
    clearTimeout(timer)
    for (const signal of SIGNALS) process.off(signal, stop)
    await turn
  }
  for (const signal of SIGNALS) process.once(signal, stop)
  next()
  return { stop }
}
