import { frEn, inLanguageOf } from '../../../text/frEn.ts'

type Act = { act: 'run' | 'hold' | 'release' | 'everything' | 'test' } | { act: 'replay'; from: number; to: number }

const DONE = {
  run: frEn('C’est parti.', 'Off it goes.'),
  hold: frEn('Retenu : rien ne part vers ce site.', 'Held: nothing goes to this site.'),
  release: frEn('Relâché.', 'Released.'),
  everything: frEn('Reconstruction complète demandée.', 'Complete rebuild asked for.'),
  test: frEn('Essai envoyé : voyez sa réponse dans le journal.', 'Test sent: see its answer in the log.'),
  replay: frEn('Changements renvoyés.', 'Changes sent again.'),
}

/**
 * Does something with the rebuilds of a public site.
 * @returns what to tell the person, also when it was refused
 */
export async function act(site: string, wish: Act, language: string): Promise<string> {
  const say = (fr: string, en: string) => inLanguageOf({ i18n: { language } }, frEn(fr, en))
  try {
    const answer = await fetch(`/api/public-sites/${site}/rebuilds`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    })
    if (answer.ok) return inLanguageOf({ i18n: { language } }, DONE[wish.act])
    const said = (await answer.json().catch(() => undefined)) as { errors?: Array<{ message: string }> } | undefined
    return said?.errors?.[0]?.message ?? say('Refusé.', 'Refused.')
  } catch {
    return say('Le serveur ne répond pas. Réessayez.', 'The server does not answer. Try again.')
  }
}
