import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { importRelease } from '../plugins/press/index.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run import -- FILE --collection press-releases [--owner SLUG] [--title TITLE]

Imports a text file as a draft, cleaned of what copying leaves behind, and says what it changed.
A text whose title is known at that owner is left as it is.

  --owner SLUG    the member that publishes (its slug); without it the network
  --title TITLE   the title; needed where the text has none`

await runWithPayload({ usage }, async (payload, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { collection: { type: 'string' }, owner: { type: 'string' }, title: { type: 'string' } },
  })
  const [file] = positionals
  if (!file) throw new Error(`Name the file to import.\n\n${usage}`)
  if (values.collection !== 'press-releases') throw new Error('The option --collection accepts press-releases.')
  const source = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The file ${file} cannot be read.`)
  })
  const { id, title, isKnown, changes } = await importRelease(payload, {
    source,
    title: values.title,
    owner: values.owner ? await memberId(values.owner) : undefined,
  })
  for (const { what, sample } of changes) process.stdout.write(`  · ${what.fr}${sample ? ` : « ${sample} »` : ''}\n`)
  process.stdout.write(
    isKnown ? `déjà importé, rien n’a changé : ${title} (${id})\n` : `importé comme brouillon : ${title} (${id})\n`,
  )

  async function memberId(slug: string): Promise<string> {
    const { docs } = await payload.find({
      collection: 'members',
      where: { slug: { equals: slug } },
      depth: 0,
      limit: 1,
      overrideAccess: true,
    })
    if (!docs[0]) throw new Error(`There is no member with the slug ${slug}.`)
    return docs[0].id
  }
})
