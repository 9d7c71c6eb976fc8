import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    templateUrl: string
  }
}

/**
 * A PostgreSQL for one run of the tests, with a migrated database that each file copies.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-tests-'))
  const embedded = await startEmbeddedDatabase(directory)
  const template = new URL(embedded.url)
  template.pathname = '/template_rencontre'
  const client = new pg.Client({ connectionString: embedded.url })
  await client.connect()
  await client.query('create database template_rencontre')
  await client.end()
  const { status, stderr, stdout } = spawnSync(process.execPath, [resolve('src/commands/migrate.ts')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: template.href,
      PAYLOAD_SECRET: 'test-secret-of-32-characters-or-more',
      NODE_ENV: 'production',
    },
  })
  if (status !== 0) throw new Error(`The template could not be migrated.\n${stdout}\n${stderr}`)
  project.provide('templateUrl', template.href)
  return async () => {
    await embedded.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
