import type { PayloadRequest } from 'payload'
import type { Excess } from '../../access/ceiling.ts'
import { frEn, labelInWords, type Words } from '../../text/frEn.ts'
import { ABILITY_LABELS, ACTION_LABELS } from './labels.ts'

const SHOWN = 3

/** Says to people what they would give without holding it. */
export function excessInWords(excess: Excess[], req: PayloadRequest): Words {
  const said = excess.slice(0, SHOWN).map((one) => inWords(one, req))
  const more = excess.length > SHOWN ? ' …' : ''
  const list = (language: 'fr' | 'en') => said.map((words) => words[language]).join(', ')
  return frEn(
    `Vous ne pouvez donner que ce que vous avez à ce site. Vous n’avez pas : ${list('fr')}${more}.`,
    `You can give only what you hold at this site. You do not hold: ${list('en')}${more}.`,
  )
}

function inWords({ collection, action, field, ability }: Excess, req: PayloadRequest): Words {
  if (ability) return ABILITY_LABELS[ability as keyof typeof ABILITY_LABELS]
  const known = collection && Object.hasOwn(req.payload.collections, collection)
  const label = known ? req.payload.collections[collection as 'users']?.config.labels.plural : undefined
  const of = labelInWords(label, collection ?? '')
  const verb = ACTION_LABELS[action as keyof typeof ACTION_LABELS]
  const name = (language: 'fr' | 'en') => [of[language], field].filter(Boolean).join(' › ')
  return frEn(`${verb.fr.toLowerCase()} (${name('fr')})`, `${verb.en.toLowerCase()} (${name('en')})`)
}
