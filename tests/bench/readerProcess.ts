/** The readers of a benchmark, in a process of their own (readers.ts). */
import { arrivals } from './arrivals.ts'
import { load } from './load.ts'
import type { Job } from './readers.ts'

process.on('message', async (job: Job) => {
  try {
    const measured = await (job.kind === 'load' ? load(job.url, job.given) : arrivals(job.url, job.given))
    process.send?.({ measured })
  } catch (error) {
    process.send?.({ failed: String(error) })
  }
})
process.once('disconnect', () => process.exit(0))
