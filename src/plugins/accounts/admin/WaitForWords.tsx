'use client'

import { useTranslation } from '@payloadcms/ui'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

/** Who waits longer for a file of a few kB has other troubles, and a form that may empty itself is better than none. */
const MOST_MS = 10_000

/**
 * Payload 3.90.2 makes the forms of a forgotten and of a new password anew, empty, when the words of its calendar
 * arrive, which it loads after the page: what somebody has typed by then is gone. On these two pages nothing is shown
 * before they are there. Delete this when the forms keep what is typed.
 */
export function WaitForWords({ children }: { children?: ReactNode }) {
  const { i18n } = useTranslation()
  const pathname = usePathname()
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), MOST_MS)
    return () => clearTimeout(timer)
  }, [])
  const isEmptied = /\/(?:forgot|reset\/[^/]+)$/.test(pathname)
  return isEmptied && !i18n.dateFNS && !isLate ? null : children
}
