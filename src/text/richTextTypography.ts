import { applyEdits, frenchTypographyEdits } from './frenchTypography.ts'
import { CODE, type RichNode, rootOf } from './richText.ts'

/**
 * A rich text with French typography, paragraph by paragraph: a colon that opens a bold run still
 * gets the space that ends the run before it. Links and code are left as they are.
 */
export function richTextTypography<T>(value: T): T {
  const root = rootOf(value)
  if (!root) return value
  const copy = structuredClone(value)
  correctBlock(rootOf(copy) as RichNode)
  return copy
}

type Run = { node: RichNode; from: number; to: number }

function correctBlock(block: RichNode): void {
  const runs: Run[] = []
  const untouched: Array<[number, number]> = []
  let length = 0

  const collect = (node: RichNode, isInLink: boolean): void => {
    for (const child of node.children ?? []) {
      if (typeof child.text === 'string') {
        const run = { node: child, from: length, to: length + child.text.length }
        length = run.to
        runs.push(run)
        if (isInLink || (Number(child.format) & CODE) !== 0) untouched.push([run.from, run.to])
      } else if (child.type === 'link' || child.type === 'autolink') {
        collect(child, true)
      } else if (child.children && INLINE.has(child.type)) {
        collect(child, isInLink)
      } else if (child.children) {
        correctBlock(child)
      } else {
        // A line break or a picture parts the text: what stands before it never changes what follows.
        runs.push({ node: { type: 'break', version: 1 }, from: length, to: length + 1 })
        length += 1
      }
    }
  }
  collect(block, false)

  const whole = runs.map((run) => run.node.text ?? '\n').join('')
  const edits = frenchTypographyEdits(whole, untouched)
  for (const run of runs) {
    if (run.node.text === undefined) continue
    const own = edits
      .filter(({ at }) => at >= run.from && at < run.to)
      .map((edit) => ({ ...edit, at: edit.at - run.from }))
    run.node.text = applyEdits(run.node.text, own)
  }
}

const INLINE = new Set(['mark'])
