'use client'

import { useTranslation } from '@payloadcms/ui'
import { frEn, inLanguageOf } from '../text/frEn.ts'

/** Says things in the language of whoever reads the page. */
export const useSay = (): ((fr: string, en: string) => string) => {
  const { i18n } = useTranslation()
  return (fr, en) => inLanguageOf({ i18n: { language: i18n.language } }, frEn(fr, en))
}
