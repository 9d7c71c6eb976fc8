/**
 * `npm test`: everything that CI runs. `npm test -- FILE` runs the test files that match.
 * `node tests/run.mjs browser` runs the browser tests alone; `faults` and `proofs` the faults, and the proofs
 * of rights and of the content API, at full length: `npm test` runs those at a tenth of it.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeRows } from './bench/figures.mjs'
import { findChromium } from './support/browser.ts'

const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const run = (args) => {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

const [given, ...more] = process.argv.slice(2)
if (given === 'browser') {
  installChromium()
  run([vitest, 'run', '--project', 'browser', ...more])
} else if (given === 'faults' || given === 'proofs') {
  const figures = join(mkdtempSync(join(tmpdir(), 'rencontre-figures-')), given)
  writeFileSync(figures, '')
  Object.assign(process.env, { FAULTS: 'full', FIGURES_FILE: figures })
  if (given === 'faults') run([vitest, 'run', '--project', 'faults', ...more])
  else {
    const places = more.length > 0 ? more : ['tests/access', 'tests/content', 'src/access']
    // One after the other: the times of some are measured.
    run([vitest, 'run', '--project', 'integration', '--project', 'unit', '--maxWorkers=1', ...places])
  }
  // Only what passed is written down; a part replaces its own lines.
  writeRows(
    given,
    readFileSync(figures, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')),
  )
} else if (given) {
  run([vitest, 'run', given, ...more])
} else {
  installChromium()
  run(['tests/check.mjs'])
  run([vitest, 'run', '--project', 'unit'])
  run([vitest, 'run', '--project', 'integration'])
  run([vitest, 'run', '--project', 'faults'])
  run([vitest, 'run', '--project', 'browser'])
}

/** The browser tests need Chromium: as root on Debian it is installed; elsewhere the message says what to do. */
function installChromium() {
  if (findChromium()) return
  console.log('No Chromium found: installing it …')
  const isRootOnDebian = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (isRootOnDebian) {
    spawnSync('apt-get', ['update', '-q'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  if (!findChromium()) {
    console.error(
      'The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    )
    process.exit(1)
  }
}
