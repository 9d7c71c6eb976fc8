'use client'

import { useTranslation } from '@payloadcms/ui'
import { type ReactNode, useEffect } from 'react'
import { inLanguageOf } from '../../../text/frEn.ts'
import './contrast.css'
import './fieldErrors.css'
import './narrow.css'
import { repair } from './repairs.ts'

/** Watches the page and gives each control that Payload leaves nameless its name, in the language of the admin. */
export function AccessibleNames({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const { language } = i18n
  useEffect(() => {
    let frame = 0
    const mend = () => {
      frame = 0
      repair(document, (words) => inLanguageOf({ i18n: { language } }, words))
    }
    const observer = new MutationObserver(() => {
      frame ||= requestAnimationFrame(mend)
    })
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-hidden', 'aria-label', 'aria-labelledby', 'role', 'tabindex'],
    })
    mend()
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [language])
  return <>{children}</>
}
