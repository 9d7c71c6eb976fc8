import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Payload } from 'payload'
import { importRelease } from '../plugins/press/index.ts'

const TEXTS = [
  {
    file: 'cite-des-electriciens-communique.txt',
    owner: 'cite-des-electriciens',
    releaseType: 'release',
    place: 'Bruay-la-Buissière',
    isPublished: false,
    review: { state: 'requested', note: 'Importé du texte reçu : merci de relire le chapô avant de publier.' },
  },
  { file: 'accr-les-missions.txt', title: 'Les missions de l’ACCR', owner: '', releaseType: 'news', isPublished: true },
  {
    file: 'accr-europe-et-international.txt',
    title: 'Europe et international',
    owner: '',
    releaseType: 'news',
    isPublished: true,
  },
  {
    file: 'call-le-patrimoine.txt',
    title: 'Le patrimoine du Bassin minier',
    owner: '',
    releaseType: 'kit',
    isPublished: true,
    concerned: 'cite-des-electriciens',
  },
  {
    file: 'drac-journee-de-preparation.txt',
    title: 'Première journée de préparation aux rencontres de la culture dans le Bassin minier',
    owner: '',
    releaseType: 'news',
    place: 'Carvin',
    isPublished: true,
    concerned: 'cite-des-electriciens',
  },
] as const

/** Imports the five texts through the product's importer; the one of the Cité des Électriciens waits for its review. */
export async function seedReleases(
  payload: Payload,
  { members, contacts }: { members: Map<string, string>; contacts: Map<string, string> },
): Promise<number> {
  for (const item of TEXTS) {
    const owner = members.get(item.owner)
    const hero = owner
      ? (await payload.findByID({ collection: 'members', id: owner, depth: 0, overrideAccess: true })).hero
      : undefined
    const { id, isKnown } = await importRelease(payload, {
      source: await readFile(resolve(import.meta.dirname, 'sources', item.file), 'utf8'),
      title: 'title' in item ? item.title : undefined,
      owner,
      data: {
        releaseType: item.releaseType,
        contacts: [contacts.get(item.owner)],
        ...('place' in item ? { dateline: { place: item.place } } : {}),
        ...('concerned' in item ? { members: [members.get(item.concerned)] } : {}),
        ...('review' in item ? { review: item.review } : {}),
        ...(hero ? { images: [hero] } : {}),
      },
    })
    if (!isKnown && item.isPublished) {
      await payload.update({
        collection: 'press-releases',
        id,
        data: { _status: 'published' },
        locale: 'fr',
        depth: 0,
        overrideAccess: true,
      })
    }
  }
  return TEXTS.length
}
