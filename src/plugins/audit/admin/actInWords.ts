import { frEn, inLanguageOf, type Words } from '../../../text/frEn.ts'
import type { ActView } from '../readActs.ts'

const WORDS: Record<string, Words> = {
  created: frEn('créé', 'created'),
  changed: frEn('modifié', 'changed'),
  published: frEn('publié', 'published'),
  'published-anew': frEn('modifié en ligne', 'changed while public'),
  withdrawn: frEn('retiré', 'withdrawn'),
  deleted: frEn('supprimé', 'deleted'),
  'signed-in': frEn('connexion', 'signed in'),
  'signed-out': frEn('déconnexion', 'signed out'),
  'sign-in': frEn('connexion refusée', 'sign-in refused'),
  exported: frEn('journal exporté', 'log exported'),
}

/** An act as people read it: what was done, or what was refused. */
export function actInWords({ act, outcome, detail }: ActView, language: string): string {
  const say = (words: Words) => inLanguageOf({ i18n: { language } }, words)
  const words = WORDS[act]
  const what = words ? say(words) : act
  const refused = outcome === 'denied' ? `${say(frEn('refusé\u00a0: ', 'refused: '))}` : ''
  const fields = detail?.fields?.length ? ` (${detail.fields.join(', ')})` : ''
  return `${refused}${what}${fields}`
}
