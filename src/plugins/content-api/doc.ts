/** A public document as an answer has it. */
export type Doc = Record<string, unknown> & { id: string; slug?: string | null }
