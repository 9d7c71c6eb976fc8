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
  'second-factor-on': frEn('double authentification mise en place', 'second factor set up'),
  'second-factor-off': frEn('double authentification retirée', 'second factor removed'),
  'second-factor-given': frEn('code de double authentification', 'code of the second factor'),
  'password-changed': frEn('mot de passe changé', 'password changed'),
  'recovery-code-used': frEn('code de secours utilisé', 'recovery code used'),
  'recovery-codes-renewed': frEn('codes de secours remplacés', 'recovery codes replaced'),
  'key-made': frEn('clé créée', 'key made'),
  'key-revoked': frEn('clé révoquée', 'key revoked'),
  'key-used': frEn('clé utilisée', 'key used'),
  'sessions-ended': frEn('connexions fermées', 'sessions ended'),
  'schedule-handed-over': frEn('programmation confiée à un autre compte', 'schedule handed to another account'),
  'seen-as': frEn('vu comme ce compte', 'seen as this account'),
  'preview-made': frEn('lien d’aperçu créé', 'preview link made'),
  'rights-exported': frEn('droits exportés', 'rights exported'),
  exported: frEn('journal exporté', 'log exported'),
}

/** What a request that was refused would have done. */
const METHODS: Record<string, Words> = {
  GET: frEn('lire', 'read'),
  POST: frEn('ajouter ou envoyer', 'add or send'),
  PUT: frEn('modifier', 'change'),
  PATCH: frEn('modifier', 'change'),
  DELETE: frEn('supprimer', 'delete'),
}

/** `GET /api/members/:id`: what it would have done, and at which address where that says more. */
function requestInWords(act: string, say: (words: Words) => string): string {
  const [method = '', path = ''] = act.split(' ')
  const words = METHODS[method]
  if (!words) return act
  const [, , , ...rest] = path.split('/')
  const beyond = rest.filter((part) => part !== ':id').join('/')
  return beyond ? `${say(words)} (${beyond})` : say(words)
}

/** An act as people read it: what was done, or what was refused. */
export function actInWords({ act, outcome, detail }: ActView, language: string): string {
  const say = (words: Words) => inLanguageOf({ i18n: { language } }, words)
  const words = WORDS[act]
  const what = words ? say(words) : requestInWords(act, say)
  const refused =
    outcome === 'denied' || (outcome === 'failed' && act !== 'sign-in')
      ? `${say(frEn('refusé\u00a0: ', 'refused: '))}`
      : ''
  const named = detail?.fieldLabels ?? detail?.fields ?? []
  const fields = named.length > 0 ? ` (${named.join(', ')})` : ''
  return `${refused}${what}${fields}`
}
