/** `npm run check`: format, lint, types and architecture, side by side; each says its name when it fails. */
import { spawn } from 'node:child_process'

const bin = (name, file) => new URL(`../node_modules/${name}/${file}`, import.meta.url).pathname

const CHECKS = {
  'format and lint': [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.'],
  types: [bin('typescript', 'bin/tsc'), '--noEmit', '-p', '.'],
  architecture: [
    bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'payload.config.ts',
  ],
}

const outcomes = await Promise.all(
  Object.entries(CHECKS).map(
    ([name, command]) =>
      new Promise((resolve) => {
        const startedAt = Date.now()
        const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] })
        let output = ''
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
        child.once('exit', (code) => {
          console.log(
            `${code === 0 ? 'passed' : 'FAILED'}  ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
          )
          if (code !== 0) console.log(output)
          resolve(code === 0)
        })
      }),
  ),
)
process.exit(outcomes.every(Boolean) ? 0 : 1)
