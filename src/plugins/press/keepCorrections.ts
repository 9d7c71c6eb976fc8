import type { CollectionBeforeChangeHook } from 'payload'

type Correction = { note?: string | null }

/**
 * A release that is published anew with a note to its readers has been corrected: the note joins the list, with
 * the instant, by which feeds and structured data say when the text was last changed (RFC 4287, 4.2.15). A note
 * joins it once.
 */
export const keepCorrections: CollectionBeforeChangeHook = ({ data, originalDoc }) => {
  const note = typeof data.correctionNote === 'string' ? data.correctionNote.trim() : ''
  if (data._status !== 'published' || !originalDoc?.publishedAt || !note) return data
  const listed = (data.corrections ?? originalDoc.corrections ?? []) as Correction[]
  if (listed.some((one) => one.note === note)) return data
  return { ...data, corrections: [...listed, { kind: 'minor', note, at: new Date().toISOString() }] }
}
