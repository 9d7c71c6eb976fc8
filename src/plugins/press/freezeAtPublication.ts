import type { CollectionBeforeChangeHook } from 'payload'
import { idOf } from '../../access/actor.ts'
import { aside } from '../../database/aside.ts'
import { LANGUAGES } from '../../text/languages.ts'

/**
 * At its first publication a release keeps the day it went out and the « À propos » of its site as
 * they read then: a later change of the member's text does not rewrite old releases.
 */
export const freezeAtPublication: CollectionBeforeChangeHook = async ({ data, originalDoc, req }) => {
  if (data._status !== 'published') return data
  const publishedAt = originalDoc?.publishedAt ?? data.publishedAt ?? new Date().toISOString()
  const dateline = { ...data.dateline, date: data.dateline?.date ?? publishedAt }
  const frozen = originalDoc?.boilerplates ?? data.boilerplates
  const owner = idOf('owner' in data ? data.owner : originalDoc?.owner)
  if (frozen?.length || !owner) return { ...data, publishedAt, dateline }

  const boilerplates = []
  for (const language of LANGUAGES) {
    const member = await req.payload.findByID({
      collection: 'members',
      id: owner,
      locale: language,
      fallbackLocale: false,
      depth: 0,
      select: { name: true, boilerplate: true },
      disableErrors: true,
      overrideAccess: true,
      req: aside(req),
    })
    if (member?.boilerplate) boilerplates.push({ name: member.name, language, text: member.boilerplate })
  }
  return { ...data, publishedAt, dateline, boilerplates }
}
