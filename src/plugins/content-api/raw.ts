/**
 * A text as its bytes in UTF-8, one letter for each (Latin-1). What is kept goes out as it is kept: nothing is
 * decoded to be encoded again, and such a string takes one byte a letter also where it holds a ’.
 */
export type Raw = string

/** The bytes of a text. */
export const rawOf = (text: string): Raw => (isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1'))

/** The text of bytes. */
export const textOf = (raw: Raw): string => (isAscii(raw) ? raw : Buffer.from(raw, 'latin1').toString('utf8'))

/** Bytes as they leave. */
export const bytesOf = (raw: Raw): Buffer => Buffer.from(raw, 'latin1')

// biome-ignore lint/suspicious/noControlCharactersInRegex: every letter that is one byte in both
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)
