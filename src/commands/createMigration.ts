import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv } from '../env.ts'

/**
 * Writes a migration for what changed in the configuration: `npm run migrate:create -- name`.
 * Payload writes its type imports as values and an index without extensions; Node, which runs
 * the files as they are, takes neither.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const directory = join(root, 'src/migrations')
const { status } = spawnSync(
  process.execPath,
  [resolve(root, 'node_modules/payload/bin.js'), 'migrate:create', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    // The configuration wants an address and a secret; nothing is called and nothing is signed.
    env: childEnv({
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      PAYLOAD_SECRET: 'only-to-write-a-migration-never-to-sign',
    }),
  },
)
for (const name of readdirSync(directory).filter((file) => file.endsWith('.ts'))) {
  const path = join(directory, name)
  if (name === 'index.ts') rmSync(path)
  else
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        'import { MigrateUpArgs, MigrateDownArgs, sql }',
        'import { type MigrateUpArgs, type MigrateDownArgs, sql }',
      ),
    )
}
process.exit(status ?? 1)
