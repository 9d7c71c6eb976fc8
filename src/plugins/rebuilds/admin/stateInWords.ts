import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { atTime, sinceTime, spanInWords } from '../../../text/instants.ts'
import type { SiteReceipt } from '../receipt.ts'

type Told = Pick<
  SiteReceipt,
  'state' | 'dueAt' | 'askedAt' | 'buildingAt' | 'liveAt' | 'note' | 'logAddress' | 'reports'
>

/** Where a public site stands with a document, or what failed and who can mend it. */
export function stateInWords(
  site: Told,
  { language, now, isPublic }: { language: string; now: number; isPublic: boolean },
): string {
  const say = (fr: string, en: string) => inLanguageOf({ i18n: { language } }, frEn(fr, en))
  const told = { language, now }
  const at = (iso: string | null) => (iso ? atTime(iso, told) : '')
  const from = (iso: string | null) => (iso ? sinceTime(iso, told) : '')
  const until = (iso: string | null) => spanInWords(iso ? new Date(iso).getTime() - now : 0, { language })
  const since = (iso: string | null) => spanInWords(iso ? now - new Date(iso).getTime() : 0, { language })
  const why = [site.note, site.logAddress].filter(Boolean).join(' · ')
  switch (site.state) {
    case 'noticed':
      return say('Pris en compte…', 'Noticed…')
    case 'waiting':
      return say(`Part dans ${until(site.dueAt)}`, `Leaves in ${until(site.dueAt)}`)
    case 'calling':
      return say('Appel en cours…', 'Calling…')
    case 'queued':
      return say('Part dès que la construction en cours est finie', 'Leaves as soon as the build under way is over')
    case 'held':
      return say('Retenu par quelqu’un : rien ne part.', 'Held by somebody: nothing leaves.')
    case 'retrying':
      return say(
        `Le site ne répond pas comme il faut. Nouvel essai dans ${until(site.dueAt)}. Son équipe technique peut le réparer.`,
        `The site does not answer as it should. Next try in ${until(site.dueAt)}. Its technical team can mend it.`,
      )
    case 'asked':
      return site.reports
        ? say(`Demandé ${at(site.askedAt)}…`, `Asked ${at(site.askedAt)}…`)
        : say(
            `Demandé ${at(site.askedAt)}. Ce site ne dit pas quand il est à jour.`,
            `Asked ${at(site.askedAt)}. This site does not say when it is up to date.`,
          )
    case 'building':
      return say(`En construction depuis ${since(site.buildingAt)}…`, `Being built for ${since(site.buildingAt)}…`)
    case 'live':
      return isPublic
        ? say(`En ligne ${from(site.liveAt)}`, `Online ${from(site.liveAt)}`)
        : say(`Retiré du site ${from(site.liveAt)}`, `Gone from the site ${from(site.liveAt)}`)
    case 'failed':
      return site.askedAt
        ? say(
            `La construction a échoué. L’équipe technique du site peut la réparer. ${why}`,
            `The build failed. The site’s technical team can mend it. ${why}`,
          ).trim()
        : say(
            `Le site n’a pas pu être appelé. Son équipe technique peut le réparer. ${why}`,
            `The site could not be called. Its technical team can mend it. ${why}`,
          ).trim()
    case 'paused':
      return say(
        'Ce site n’est plus appelé. L’administration du réseau peut le réactiver.',
        'This site is no longer called. The network administration can switch it on again.',
      )
    case 'before':
      return say('Publié avant le raccordement de ce site.', 'Published before this site was connected.')
    default:
      return site.state satisfies never
  }
}
