import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { seeded } from '../support/random.ts'
import { percentile } from '../support/scale.ts'
import type { Measured } from './load.ts'

/**
 * Asks a server as many readers do who know nothing of one another: so many times a second in the mean, at random
 * instants (a Poisson process), whether earlier questions are answered or not. A question takes from the instant at
 * which it is due, also where it waits for a free connection: a server that stands still is not asked less.
 *
 * autocannon’s `overallRate` asks all at the beginning of each second, and adds to each answer of n ms what it calls
 * omitted ones of n-1, n-2, … ms (its expected interval is always 1 ms).
 */
export async function arrivals(
  url: string,
  { paths, seconds, connections, rate }: { paths: string[]; seconds: number; connections: number; rate: number },
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const random = seeded(11)
  const latencies: number[] = []
  let errors = 0
  const ask = (due: number, path: string) =>
    new Promise<void>((resolve) => {
      const done = (isRight: boolean) => {
        latencies.push(performance.now() - due)
        if (!isRight) errors += 1
        resolve()
      }
      get(`${url}${path}`, { agent, headers: { 'accept-encoding': 'identity' } }, (answer) => {
        answer.resume()
        answer.once('end', () => done(answer.statusCode === 200))
        answer.once('error', () => done(false))
      }).once('error', () => done(false))
    })
  const asked: Array<Promise<void>> = []
  const began = performance.now()
  for (let due = began; due < began + seconds * 1000; due += (-Math.log(1 - random.next()) * 1000) / rate) {
    const early = due - performance.now()
    if (early > 1) await wait(early)
    asked.push(ask(due, paths[asked.length % paths.length] ?? '/'))
  }
  await Promise.all(asked)
  const lasted = (performance.now() - began) / 1000
  agent.destroy()
  return {
    perSecond: latencies.length / lasted,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    errors,
  }
}
