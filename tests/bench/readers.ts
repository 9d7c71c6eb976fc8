import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { arrivals } from './arrivals.ts'
import type { load, Measured } from './load.ts'

export type Job =
  | { kind: 'load'; url: string; given: Parameters<typeof load>[1] }
  | { kind: 'arrivals'; url: string; given: Parameters<typeof arrivals>[1] }

/** More new questions a second than any server here answers. */
const MOST_A_SECOND = 5_000

/** Addresses for so many seconds of requests of which none is like another. */
export const pathsFor = (seconds: number, next: () => string, perSecond = MOST_A_SECOND): string[] =>
  Array.from({ length: Math.ceil(seconds * perSecond) }, next)

let readers: ChildProcess | undefined

/**
 * Measures from a process that does nothing else. In the one that fills the database and publishes, what it holds and
 * does makes the clock wait: its own collections take 20 to 40 ms, which the server would be blamed for.
 */
export async function measure(job: Job): Promise<Measured> {
  readers ??= fork(fileURLToPath(new URL('./readerProcess.ts', import.meta.url)))
  const child = readers
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The readers ended (${code}).`))
    child.once('exit', ended)
    child.once('message', (answer: { measured: Measured } | { failed: string }) => {
      child.off('exit', ended)
      if ('measured' in answer) resolve(answer.measured)
      else reject(new Error(answer.failed))
    })
    child.send(job)
  })
}
