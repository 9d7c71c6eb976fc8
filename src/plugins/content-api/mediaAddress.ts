import type { Raw } from './raw.ts'

const MEDIA = '/content/media/'

/** Files are named by paths in the ledger; readers are elsewhere. */
export const withMediaAddress = (content: Raw, address: string): Raw => content.replaceAll(MEDIA, `${address}${MEDIA}`)
