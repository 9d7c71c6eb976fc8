'use client'

import { useTranslation } from '@payloadcms/ui'
import { useCallback } from 'react'
import { frEn, inLanguageOf } from '../text/frEn.ts'

/** Says things in the language of whoever reads the page; the same function until that language changes. */
export const useSay = (): ((fr: string, en: string) => string) => {
  const { language } = useTranslation().i18n
  return useCallback((fr, en) => inLanguageOf({ i18n: { language } }, frEn(fr, en)), [language])
}
