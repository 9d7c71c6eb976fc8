import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const FILE = 'docs/figures.md'
const SECTIONS = {
  publication: 'Publish → online',
  access: 'Rights',
  content: 'Content API',
  scale: 'Content API: few documents and many',
  work: 'Content API: while people work',
  start: 'Start, memory, and the example site',
  proofs: 'Rights and content API: proofs at full length',
  faults: 'Faults',
}

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

/**
 * Writes lines of figures into a section, each with the machine and the commit that it is of; a line of
 * the same name is replaced.
 */
export function writeRows(name, rows) {
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const section = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- /${name} -->`).exec(old)?.[1] ?? ''
  const kept = [...section.matchAll(/^\| (?!what|---)(.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, what, figure, of]) => [
    what,
    [figure, of],
  ])
  const all = new Map([...kept, ...rows.map(([what, figure]) => [what, [figure, machine()]])])
  const lines = [...all].map(([what, [figure, of]]) => `| ${what} | ${figure} | ${of} |`)
  writeSection(
    name,
    `Written by \`npm run test:${name}\`, at full length.\n\n| what | figure | measured on |\n|---|---|---|\n${lines.join('\n')}`,
  )
}
