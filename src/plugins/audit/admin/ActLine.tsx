import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import type { ActView } from '../readActs.ts'
import { actInWords } from './actInWords.ts'

/** One act: when, who, what; and, where it is not on the document's own page, on which document. */
export function ActLine({
  act,
  language,
  kind,
  title,
}: {
  act: ActView
  language: string
  /** What kind of document it was, in words; left out on the document's own page. */
  kind?: string | undefined
  /** Its title, for who may read it. */
  title?: string | undefined
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
      {kind ? ` · ${kind}` : null}
      {kind && act.documentId ? (
        <>
          {' '}
          {title ? (
            <a href={`/admin/collections/${act.collection}/${act.documentId}`}>{title}</a>
          ) : (
            <span title={act.documentId}>{act.documentId.slice(0, 8)}</span>
          )}
        </>
      ) : null}
    </>
  )
}
