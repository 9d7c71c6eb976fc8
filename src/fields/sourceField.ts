import type { TextField } from 'payload'
import { frEn } from '../text/frEn.ts'

/** Where a dated fact can be read: an address, or the name of a document. */
export const sourceField: TextField = {
  name: 'source',
  type: 'text',
  maxLength: 500,
  label: frEn('Source', 'Source'),
  admin: {
    description: frEn('Adresse ou document où ce fait se lit.', 'Address or document where this fact can be read.'),
  },
}
