import { endOf } from '../../fields/dayFormat.ts'
import { frEn, type Words } from '../../text/frEn.ts'

export type EditionState = 'announced' | 'open' | 'closed'

/**
 * The state of a call from its dates: `announced` before it opens or while no date is known, `open`
 * to the end of its closing day (Paris), `closed` afterwards.
 */
export function editionState(
  { opensAt, closesAt }: { opensAt?: string | null; closesAt?: string | null },
  now = new Date(),
): { state: EditionState; words: Words } {
  const state = stateAt({ opensAt, closesAt }, now)
  return { state, words: WORDS[state] }
}

function stateAt(
  { opensAt, closesAt }: { opensAt?: string | null; closesAt?: string | null },
  now: Date,
): EditionState {
  if (closesAt && endOf(closesAt) <= now) return 'closed'
  if (opensAt && new Date(opensAt) > now) return 'announced'
  return opensAt || closesAt ? 'open' : 'announced'
}

const WORDS: Record<EditionState, Words> = {
  announced: frEn('Annoncée', 'Announced'),
  open: frEn('Ouverte', 'Open'),
  closed: frEn('Close', 'Closed'),
}
