import type { SerializedEditorState, SerializedLexicalNode } from '@payloadcms/richtext-lexical/lexical'

/** A Lexical node with the members that the walk needs. */
export type RichNode = SerializedLexicalNode & {
  children?: RichNode[]
  text?: string
  format?: number | string
  fields?: Record<string, unknown>
  relationTo?: string
  value?: unknown
}

export type RichText = SerializedEditorState

/** Bits of a text node's `format` (Lexical's own constants). */
export const BOLD = 1
export const CODE = 16

export const text = (value: string, format = 0): RichNode =>
  ({
    type: 'text',
    version: 1,
    text: value,
    format,
    detail: 0,
    mode: 'normal',
    style: '',
  }) as RichNode

const element = (type: string, children: RichNode[], extra: Record<string, unknown> = {}): RichNode =>
  ({ type, version: 1, children, direction: 'ltr', format: '', indent: 0, ...extra }) as RichNode

export const paragraph = (children: RichNode[]): RichNode =>
  element('paragraph', children, { textFormat: 0, textStyle: '' })
export const heading = (children: RichNode[], tag: 'h2' | 'h3' = 'h2'): RichNode =>
  element('heading', children, { tag })
export const quote = (children: RichNode[]): RichNode => element('quote', children)
export const bulletList = (items: RichNode[][]): RichNode =>
  element(
    'list',
    items.map((children, index) => element('listitem', children, { value: index + 1 })),
    {
      listType: 'bullet',
      start: 1,
      tag: 'ul',
    },
  )
export const document = (children: RichNode[]): RichText => ({ root: element('root', children) }) as unknown as RichText

/** Visits each node of a rich text, parents first. */
export function visit(node: RichNode, see: (node: RichNode) => void): void {
  see(node)
  for (const child of node.children ?? []) visit(child, see)
}

/** The root node, or nothing where the value is no rich text. */
export function rootOf(value: unknown): RichNode | undefined {
  const root = (value as { root?: RichNode } | null | undefined)?.root
  return root && typeof root === 'object' && Array.isArray(root.children) ? root : undefined
}

/** The text of a rich text, blocks separated by a line feed. */
export function plainText(value: unknown): string {
  const root = rootOf(value)
  if (!root) return ''
  return (root.children ?? []).map(textOf).join('\n')
}

function textOf(node: RichNode): string {
  if (typeof node.text === 'string') return node.text
  if (node.type === 'linebreak') return '\n'
  return (node.children ?? []).map(textOf).join(node.type === 'list' ? '\n' : '')
}

const MAX_DEPTH = 60

/** Whether a value is a tree of nodes as the editor makes them: objects with a type, children in lists, not nested without end. */
export function isWellFormed(value: unknown): boolean {
  const root = (value as { root?: unknown } | null)?.root
  return isNode(root, 0)
}

function isNode(node: unknown, depth: number): boolean {
  if (typeof node !== 'object' || node === null || depth > MAX_DEPTH) return false
  const { type, children, text: value } = node as { type?: unknown; children?: unknown; text?: unknown }
  if (typeof type !== 'string' || (value !== undefined && typeof value !== 'string')) return false
  return children === undefined || (Array.isArray(children) && children.every((child) => isNode(child, depth + 1)))
}
