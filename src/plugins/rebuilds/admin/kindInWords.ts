import { frEn, inLanguageOf, type Words } from '../../../text/frEn.ts'
import type { RebuildView } from '../rebuildView.ts'

const KINDS: Record<RebuildView['kind'], Words> = {
  changes: frEn('changements', 'changes'),
  everything: frEn('tout', 'everything'),
  replay: frEn('renvoi', 'replay'),
  test: frEn('essai', 'test'),
}

/** What a rebuild carries, with the positions of the ledger where it has any. */
export function kindInWords({ kind, from, to }: RebuildView, language: string): string {
  const words = inLanguageOf({ i18n: { language } }, KINDS[kind])
  if (kind === 'test' || kind === 'everything') return words
  const number = language === 'en' ? 'no.' : 'n°'
  return from === to ? `${words} (${number} ${to})` : `${words} (${number} ${from}–${to})`
}
