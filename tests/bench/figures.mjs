import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const FILE = 'docs/figures.md'
const SECTIONS = { publication: 'Publish → online', start: 'Start, memory, and the example site', faults: 'Faults' }

/** The machine and the commit that figures are of, in words. */
export const machine = () => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  return `${cpus().length} cores (${Math.round(totalmem() / 2 ** 30)} GiB), commit ${commit}`
}

/** Writes one section of docs/figures.md anew; the others stay. */
export function writeSection(name, text) {
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const kept = (section) =>
    section === name
      ? text.trim()
      : (new RegExp(`<!-- ${section} -->\\n([\\s\\S]*?)\\n<!-- /${section} -->`).exec(old)?.[1] ?? 'Not measured yet.')
  const sections = Object.entries(SECTIONS).map(
    ([section, title]) => `## ${title}\n\n<!-- ${section} -->\n${kept(section)}\n<!-- /${section} -->\n`,
  )
  writeFileSync(
    FILE,
    `# Figures\n\nWritten by the commands that each section names; not edited by hand.\n\n${sections.join('\n')}`,
  )
  console.log(text)
}
