import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import type { ActView } from '../readActs.ts'
import { actInWords } from './actInWords.ts'

/** One act: when, who, what; and, where it is not on the document's own page, on which document. */
export function ActLine({
  act,
  language,
  withDocument = false,
}: {
  act: ActView
  language: string
  withDocument?: boolean
}) {
  const say = (fr: string, en: string) => inLanguageOf({ i18n: { language } }, frEn(fr, en))
  return (
    <>
      <time dateTime={act.at}>
        {new Date(act.at).toLocaleString(language === 'en' ? 'en-GB' : 'fr-FR', {
          dateStyle: 'short',
          timeStyle: 'medium',
          timeZone: 'Europe/Paris',
        })}
      </time>{' '}
      <strong>
        {act.actorName ?? (act.actorId ? say('compte fermé', 'closed account') : say('inconnu', 'unknown'))}
      </strong>{' '}
      {actInWords(act, language)}
      {withDocument && act.collection && act.documentId ? (
        <>
          {' · '}
          <a href={`/admin/collections/${act.collection}/${act.documentId}`}>
            {act.collection} {act.documentId.slice(0, 8)}
          </a>
        </>
      ) : null}
    </>
  )
}
