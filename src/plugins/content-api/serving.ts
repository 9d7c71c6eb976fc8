import type { Answer } from './answering.ts'
import type { Rendering } from './renderDocuments.ts'

/** What the addresses of the content API have in common. */
export type Serving = {
  answer: Answer
  rendering: Pick<Rendering, 'model' | 'contract' | 'address'>
  /** Of every answer (plainHeaders.ts). */
  headers: string[]
}
