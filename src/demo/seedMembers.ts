import type { Payload } from 'payload'
import { toSlug } from '../text/slug.ts'
import facts from './data/members.json' with { type: 'json' }
import { findOrCreate } from './findOrCreate.ts'
import { COUNTRIES, HERITAGE } from './heritage.ts'
import { drawPlace } from './picture.ts'

type Fact = (typeof facts.members)[number] &
  Partial<
    Record<
      'officialName' | 'website' | 'legalForm' | 'theme' | 'protection' | 'worldHeritageId' | 'notes' | 'memberSince',
      string
    >
  > &
  Partial<Record<'lat' | 'lng' | 'labelYear' | 'orderOfLabel', number>>

/** Loads the members with their sources; returns their ids by slug. Unverified memberships stay drafts for the network to check. */
export async function seedMembers(payload: Payload): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const fact of facts.members as Fact[]) {
    const slug = toSlug(fact.name)
    const { id } = await findOrCreate(payload, 'members', { slug: { equals: slug } }, async () => memberFrom(fact))
    ids.set(slug, id)
  }
  for (const fact of facts.members as Fact[]) {
    const id = ids.get(toSlug(fact.name))
    if (!id || !isShown(fact)) continue
    const alt = `Vue dessinée d’une arcade et de collines : ${fact.name}`
    const { docs } = await payload.find({
      collection: 'members',
      where: { id: { equals: id } },
      depth: 0,
      limit: 1,
      overrideAccess: true,
    })
    if (docs[0]?.hero) continue
    const { id: hero } = await findOrCreate(
      payload,
      'media',
      { alt: { equals: alt } },
      () => ({
        alt,
        credit: 'Image de démonstration, Rencontre',
        copyright: 'Rencontre, licence MIT',
        usageTerms: 'Libre de droits',
        owner: id,
      }),
      { file: { data: await drawPlace(fact.name), name: `${toSlug(fact.name)}.jpg` } },
    )
    await payload.update({ collection: 'members', id, data: { hero }, locale: 'fr', depth: 0, overrideAccess: true })
  }
  return ids
}

const isShown = (fact: Fact) => fact.verified && ['labelled', 'associate', 'international'].includes(fact.type)

function memberFrom(fact: Fact): Record<string, unknown> {
  const [type = '', century = ''] = HERITAGE[fact.name] ?? []
  const since = fact.memberSince ?? (fact.labelYear ? String(fact.labelYear) : undefined)
  const isKnown = fact.type !== 'unknown'
  const isInFrance = fact.country === 'France'
  const where = isInFrance ? `${fact.city} (${fact.region})` : `${fact.city} (${fact.country})`
  return {
    name: fact.name.replace(' - ', ' – '),
    slug: toSlug(fact.name),
    legalName: fact.officialName,
    legalForm: fact.legalForm,
    summary: `${[type, century].filter(Boolean).join(', ')}, à ${where}.${fact.theme ? ` Projet : ${fact.theme}.` : ''}`,
    theme: fact.theme,
    website: fact.website,
    city: fact.city,
    region: fact.region,
    country: fact.region === 'Martinique' ? 'MQ' : (COUNTRIES[fact.country] ?? 'FR'),
    location: { latitude: fact.lat, longitude: fact.lng },
    heritage: {
      type,
      century,
      // Of « 690 (Zelená Hora church, adjacent) » the number.
      worldHeritageId: fact.worldHeritageId?.match(/^\d+/)?.[0],
      protections: (fact.protection ?? '')
        .split(';')
        .map((protection) => protection.trim())
        .filter(Boolean)
        .map((protection) => ({
          type: protection,
          date: /\b\d{4}\b/.exec(protection)?.[0],
        })),
    },
    memberships: isKnown ? [{ kind: fact.type, since, source: fact.sources[0] }] : [],
    label:
      fact.type === 'labelled'
        ? { decreeDate: fact.labelYear ? String(fact.labelYear) : undefined, number: fact.orderOfLabel }
        : undefined,
    sources: fact.sources,
    networkNotes: [
      fact.verified ? '' : 'À vérifier : adhésion non confirmée par une source.',
      fact.notes,
      fact.coordinatesNote,
    ]
      .filter(Boolean)
      .join('\n'),
    languages: ['fr'],
    _status: isShown(fact) ? 'published' : 'draft',
  }
}
