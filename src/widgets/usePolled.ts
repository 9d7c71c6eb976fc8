'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * What an address of the back office answers, asked for again and again while the page is seen: light
 * polling that needs nothing but the session, and survives a restart of the server.
 * @param path nothing: not asked for
 * @param restMs how long to rest after an answer, in milliseconds
 * @param turn a value whose change asks at once (a document was saved)
 * @returns the last answer, whether the last try failed, and the way to ask now
 */
export function usePolled<T>(
  path: string | undefined,
  { restMs, turn }: { restMs: (last: T | undefined) => number; turn?: unknown },
): { data: T | undefined; isLost: boolean; askNow: () => void } {
  const [data, setData] = useState<T>()
  const [isLost, setIsLost] = useState(false)
  const [asked, setAsked] = useState(0)
  const rest = useRef(restMs)
  rest.current = restMs

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `asked` begin a new round
  useEffect(() => {
    if (!path) return
    const ending = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let last: T | undefined
    let isAsking = false

    const ask = async (): Promise<void> => {
      if (isAsking) return
      isAsking = true
      await look()
      isAsking = false
      if (!ending.signal.aborted) timer = setTimeout(ask, rest.current(last))
    }
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible') {
        try {
          const answer = await fetch(path, { credentials: 'include', signal: ending.signal })
          if (!answer.ok) throw new Error(String(answer.status))
          last = (await answer.json()) as T
          setData(last)
          setIsLost(false)
        } catch {
          if (!ending.signal.aborted) setIsLost(true)
        }
      }
    }
    const onVisible = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') void ask()
    }
    document.addEventListener('visibilitychange', onVisible)
    void ask()
    return () => {
      ending.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [path, turn, asked])

  return { data, isLost, askNow: useCallback(() => setAsked((count) => count + 1), []) }
}

/** The milliseconds of the server's clock, ticking: for countdowns that a wrong clock of the browser does not spoil. */
export function useServerClock(now: string | undefined): number {
  const [ms, setMs] = useState(() => Date.now())
  const offset = useRef(0)
  useEffect(() => {
    if (now) offset.current = new Date(now).getTime() - Date.now()
    setMs(Date.now() + offset.current)
  }, [now])
  useEffect(() => {
    const timer = setInterval(() => setMs(Date.now() + offset.current), 500)
    return () => clearInterval(timer)
  }, [])
  return ms
}
