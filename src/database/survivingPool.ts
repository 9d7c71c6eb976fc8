import pg from 'pg'

/**
 * A pool that outlives a restart of the database: without an `error` listener Node ends the
 * process when an idle connection breaks (PAYLOAD.md P6). Delete this file when the adapter listens.
 */
export class SurvivingPool extends pg.Pool {
  constructor(options?: pg.PoolConfig) {
    super(options)
    this.on('error', () => {})
    this.on('connect', (client) => client.on('error', () => {}))
  }
}
