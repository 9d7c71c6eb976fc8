import pg from 'pg'

let brokenAt = Number.NEGATIVE_INFINITY

/**
 * A pool that outlives a restart of the database: without an `error` listener Node ends the
 * process when an idle connection breaks (PAYLOAD.md P6). Delete this file when the adapter listens.
 */
export class SurvivingPool extends pg.Pool {
  constructor(options?: pg.PoolConfig) {
    super(options)
    const note = () => {
      brokenAt = Date.now()
    }
    this.on('error', note)
    this.on('connect', (client) => client.on('error', note))
  }
}

/** Whether a connection to the database has broken in the last so many milliseconds. */
export const hasBrokenWithin = (ms: number): boolean => Date.now() - brokenAt < ms
