'use client'

import { useEffect, useState } from 'react'
import type { Givable } from '../ceilingEndpoint.ts'

/** What the person at hand may put into a role of a site (or of the network); asked anew when that changes. */
export function useGivable({
  member,
  scope,
  language,
}: {
  member: unknown
  scope: unknown
  language: string
}): Givable | undefined {
  const [givable, setGivable] = useState<Givable>()
  const query = new URLSearchParams({
    ...(typeof member === 'string' ? { member } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
    language,
  }).toString()
  useEffect(() => {
    const abort = new AbortController()
    fetch(`/api/roles/ceiling?${query}`, { credentials: 'include', signal: abort.signal })
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then((told) => {
        if (told) setGivable(told)
      })
      .catch(() => undefined)
    return () => abort.abort()
  }, [query])
  return givable
}
