import { randomBytes } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'

/** A new signing secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * SQL: the columns of `rebuild_targets` that a new secret sets. The one that is replaced signs for a day
 * more, so that the receiver can change in its own time (Standard Webhooks, zero-downtime rotation); so do
 * those that still did: who makes two in a row, having lost the first, does not cut the receiver off.
 * @param fresh the new secret, sealed; null keeps the one there is
 * @param rotates whether the old one goes on signing: not when it is of another provider
 * @param isWanted whether the provider has a secret at all
 */
export function secretColumns({
  fresh,
  rotates,
  isWanted,
}: {
  fresh: string | null
  rotates: boolean
  isWanted: boolean
}) {
  const overlaps = rotates && fresh !== null
  return sql`previous_secret = case when ${overlaps} then concat_ws(' ', secret, case when previous_secret_until > now() then previous_secret end) when ${rotates} then previous_secret end,
    previous_secret_until = case when ${overlaps} then now() + interval '1 day' when ${rotates} then previous_secret_until end,
    secret = case when ${isWanted} then coalesce(${fresh}, secret) end`
}
