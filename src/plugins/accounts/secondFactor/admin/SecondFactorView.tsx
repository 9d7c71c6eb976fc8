import { MinimalTemplate } from '@payloadcms/next/templates'
import { redirect } from 'next/navigation.js'
import type { AdminViewServerProps } from 'payload'
import { getSafeRedirect } from 'payload/shared'
import { halfSignedIn } from '../../../../access/signIn.ts'
import { GiveCode } from './GiveCode.tsx'
import { SetUpFactor } from './SetUpFactor.tsx'

/** The second step of signing in: a code, or, where a role asks for one, an authenticator first. */
export async function SecondFactorView({ initPageResult, searchParams }: AdminViewServerProps) {
  const { req } = initPageResult
  const { admin } = req.payload.config.routes
  const next = getSafeRedirect({ fallbackTo: admin, redirectTo: (searchParams?.redirect as string) ?? '' })
  const waiting = req.user ? undefined : await halfSignedIn(req)
  if (!waiting) redirect(req.user ? next : `${admin}/login`)
  return (
    <MinimalTemplate>
      {waiting.owes === 'code' ? <GiveCode next={next} /> : <SetUpFactor next={next} />}
    </MinimalTemplate>
  )
}
