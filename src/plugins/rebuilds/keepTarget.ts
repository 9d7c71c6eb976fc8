import { sql } from '@payloadcms/db-postgres'
import {
  type CollectionAfterChangeHook,
  type CollectionAfterDeleteHook,
  type CollectionBeforeChangeHook,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { currentTransaction, type TransactionClient } from '../../database/currentTransaction.ts'
import { seal, unseal } from '../../database/secretBox.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { makeSecret, secretColumns } from './signingSecret.ts'
import { formOf } from './validHook.ts'

/** What a public site shows of the network; an empty list means everything. */
type Shows = { collections: string[]; members: string[]; languages: string[] }

/** What stands in place of the secret part of an address. */
const HIDDEN = '…'

/**
 * An address that starts builds by itself is kept out of the document: there stands its beginning, and
 * the whole of it, sealed, in the dispatcher's row (keepTarget).
 */
export const hideSecretAddress: CollectionBeforeChangeHook = ({ data, req }) => {
  const url: string | undefined = data.hook?.url
  if (!url || !formOf(data.hook).isAddressSecret || url.includes(HIDDEN)) return data
  req.context.givenAddress = url
  const shown = new URL(url)
  return {
    ...data,
    hook: { ...data.hook, url: `${shown.origin}${shown.pathname.replace(/[^/]+\/?$/, HIDDEN)}` },
  }
}

const originOf = (url: string | undefined): string | undefined =>
  url && URL.canParse(url) ? new URL(url).origin : undefined

const refused = (path: string, words: Words, req: PayloadRequest) =>
  new ValidationError({ collection: 'public-sites', errors: [{ path, message: inLanguageOf(req, words) }] }, req.t)

/** The secret that was given, unless it is the one that counts already: a form sends back what it was shown. */
async function newSecret(
  given: string | null | undefined,
  { site, secret, transaction }: { site: string; secret: string; transaction: TransactionClient },
): Promise<string | undefined> {
  if (!given) return undefined
  const { rows } = await transaction.execute<{ secret: string | null }>(
    sql`select secret from rebuild_targets where site_id = ${site}`,
  )
  const kept = rows[0]?.secret
  return kept && unseal(kept, secret) === given ? undefined : given
}

/** Keeps the dispatcher's row in the transaction of the document; a new secret is shown in this one answer. */
export function keepTarget({ secret }: { secret: string }): CollectionAfterChangeHook {
  return async ({ data, doc, operation, previousDoc, req }) => {
    const transaction = await currentTransaction(req)
    const sealed = (text: string | null | undefined) => (text ? seal(text, secret) : null)
    const isSigning = formOf(doc.hook).secret === 'signing'
    const isAnotherProvider = operation === 'update' && previousDoc?.hook?.provider !== doc.hook.provider
    const isElsewhere =
      operation === 'update' && (isAnotherProvider || originOf(previousDoc?.hook?.url) !== originOf(doc.hook.url))
    const makes = isSigning && (operation === 'create' || isAnotherProvider)
    const fresh: string | undefined =
      (await newSecret(data.hook?.secret, { site: doc.id, secret, transaction })) || (makes ? makeSecret() : undefined)
    // A token is for one place: it does not follow an address to another.
    if (formOf(doc.hook).secret === 'token' && !fresh && (operation === 'create' || isElsewhere)) {
      throw refused('hook.secret', frEn('Donnez le jeton pour cette adresse.', 'Give the token for this address.'), req)
    }
    const given = (req.context.givenAddress as string | undefined) ?? doc.hook.url
    const address = given.includes(HIDDEN) ? null : sealed(given)
    if (!address && (operation === 'create' || isElsewhere)) {
      throw refused('hook.url', frEn('Donnez l’adresse entière.', 'Give the whole address.'), req)
    }
    const shows: Shows = {
      collections: doc.shows?.collections ?? [],
      members: (doc.shows?.members ?? []).map(idOf),
      languages: doc.shows?.languages ?? [],
    }
    const owner = idOf(doc.owner) ?? null
    const settings = sql`owner_id = ${owner}, provider = ${doc.hook.provider}, ref = ${doc.hook.ref ?? null}, project = ${doc.hook.project ?? null},
      shows = ${JSON.stringify(shows)}::jsonb, quiet_seconds = ${doc.quietSeconds}, longest_wait_seconds = ${doc.longestWaitSeconds},
      smallest_gap_seconds = ${doc.smallestGapSeconds ?? 0}`
    if (operation === 'create') {
      await transaction.execute(sql`
        insert into rebuild_targets (site_id, provider, url, secret, shows, quiet_seconds, longest_wait_seconds, enabled, cursor)
        values (${doc.id}, ${doc.hook.provider}, ${address}, ${sealed(fresh)}, '{}', 0, 0, ${Boolean(doc.enabled)},
          (select coalesce(max(position), 0) from publications))`)
    }
    await transaction.execute(sql`
      update rebuild_targets set ${settings},
        url = coalesce(${address}, url),
        status_token = coalesce(${sealed(data.hook?.statusToken)}, case when ${isElsewhere} then null else status_token end),
        ${secretColumns({ fresh: sealed(fresh), rotates: operation === 'update' && !isAnotherProvider, isWanted: formOf(doc.hook).secret !== undefined })},
        -- Switched on again, a site gets its chance anew.
        failing_since = case when enabled then failing_since end,
        paused_at = case when ${Boolean(doc.enabled)} then null else paused_at end,
        pause_reason = case when ${Boolean(doc.enabled)} then null else pause_reason end,
        enabled = ${Boolean(doc.enabled)}
      where site_id = ${doc.id}`)
    // Back again: what waited, and what was given up meanwhile, goes now, each under its own id.
    if (doc.enabled && previousDoc && !previousDoc.enabled) {
      await transaction.execute(sql`
        update rebuilds set state = 'pending', step = 0, due_at = now() where site_id = ${doc.id} and kind <> 'test'
          and (state = 'pending' or (state = 'failed' and kind = 'changes' and asked_at is null))`)
    }
    return { ...doc, hook: { ...doc.hook, secret: isSigning ? fresh : undefined, statusToken: undefined } }
  }
}

/** Forgets the dispatcher’s row of a site that is gone, with what was asked of it. */
export const dropTarget: CollectionAfterDeleteHook = async ({ id, req }) => {
  const transaction = await currentTransaction(req)
  await transaction.execute(sql`delete from rebuild_targets where site_id = ${id}`)
  await transaction.execute(sql`
    with gone as (delete from rebuilds where site_id = ${id} returning id)
    delete from rebuild_attempts where rebuild_id in (select id from gone)`)
}
