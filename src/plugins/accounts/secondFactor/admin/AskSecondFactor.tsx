import { headers } from 'next/headers.js'
import { redirect } from 'next/navigation.js'
import type { ServerProps } from 'payload'
import { halfSignedIn } from '../../../../access/signIn.ts'
import { SECOND_FACTOR_PATH } from '../../onPages.ts'

/** Before the form to sign in: who has just given the password goes on to the second factor. */
export async function AskSecondFactor({ payload, searchParams }: ServerProps) {
  const waiting = await halfSignedIn({ payload, headers: await headers() })
  if (!waiting) return null
  const { redirect: wanted } = searchParams ?? {}
  const query = typeof wanted === 'string' ? `?${new URLSearchParams({ redirect: wanted })}` : ''
  redirect(`${payload.config.routes.admin}${SECOND_FACTOR_PATH}${query}`)
}
