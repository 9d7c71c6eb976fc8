'use client'

import { useState } from 'react'
import { useSay } from './useSay.ts'

/** Asks an address of ours; what it refuses, and why, stands in `refused`. */
export function useAsk(): {
  refused: string
  ask: <T>(method: string, path: string, body?: object) => Promise<T | undefined>
} {
  const [refused, setRefused] = useState('')
  const say = useSay()
  return {
    refused,
    ask: async (method, path, body) => {
      setRefused('')
      try {
        const answer = await fetch(path, {
          method,
          credentials: 'include',
          ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
        })
        const said = await answer.json()
        if (answer.ok) return said
        setRefused(said.errors?.[0]?.message ?? say('Refusé.', 'Refused.'))
      } catch {
        setRefused(say('Le serveur ne répond pas. Réessayez.', 'The server does not answer. Try again.'))
      }
      return undefined
    },
  }
}
