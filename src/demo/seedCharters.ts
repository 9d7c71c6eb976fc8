import type { Payload } from 'payload'
import { document, paragraph, text } from '../text/richText.ts'
import facts from './data/label-procedure.json' with { type: 'json' }
import { findOrCreate } from './findOrCreate.ts'

/** Loads the charters as far as the sources show them, and the signatures that a dated membership implies. */
export async function seedCharters(payload: Payload, members: Map<string, string>): Promise<number> {
  const [european, renewed, french] = facts.charters
  const sources = (charter: { sources: string[] } | undefined) => charter?.sources ?? []
  const { id: dublin } = await findOrCreate(
    payload,
    'charters',
    { slug: { equals: 'charte-europeenne-et-internationale' } },
    () => ({
      title: 'Charte européenne et internationale des Centres culturels de rencontre',
      slug: 'charte-europeenne-et-internationale',
      place: 'Dublin',
      adoptedAt: '1991',
      amendments: [{ at: '2000', place: 'Grand-Hornu' }],
      preamble: document([
        paragraph([
          text(
            'Association informelle, cooptation avec parrainage par des membres, réunion annuelle, présidence tournante, secrétariat tenu par l’ACCR.',
          ),
        ]),
      ]),
      articles: [
        { number: 1, text: 'L’occupation d’un lieu historique.' },
        { number: 2, text: 'Un projet culturel contemporain, porté par une équipe professionnelle permanente.' },
        { number: 3, text: 'Un projet distinct de la fonction d’origine du lieu et conscient de son histoire.' },
        { number: 4, text: 'Une dimension européenne ou internationale.' },
      ],
      sources: sources(european),
      languages: ['fr'],
      _status: 'published',
    }),
  )
  await findOrCreate(payload, 'charters', { slug: { equals: 'charte-des-ccr-1992' } }, () => ({
    title: 'Charte des Centres culturels de rencontre (France)',
    slug: 'charte-des-ccr-1992',
    adoptedAt: '1992',
    articles: [
      {
        number: 1,
        title: 'Trois éléments pour un ensemble',
        text: 'Le texte entier n’est pas dans les sources consultées.',
      },
      {
        number: 2,
        title: 'Un monument historique majeur, sa réhabilitation, sa mise en valeur',
        text: 'Le texte entier n’est pas dans les sources consultées.',
      },
    ],
    sources: sources(french),
    languages: ['fr'],
    _status: 'published',
  }))
  await findOrCreate(payload, 'charters', { slug: { equals: 'charte-des-ccr-renouvelee' } }, () => ({
    title: 'Charte des Centres culturels de rencontre (France), renouvelée',
    slug: 'charte-des-ccr-renouvelee',
    articles: [
      {
        number: 1,
        title: 'La cohérence d’un projet',
        text: 'Trois axes. Le texte entier n’est pas dans les sources consultées.',
      },
    ],
    sources: sources(renewed),
    languages: ['fr'],
    _status: 'draft',
  }))

  for (const [slug, signedAt] of [
    ['zamek-zdar-nad-sazavou', '2024-06'],
    ['centre-culturel-de-rencontre-international-john-smith', '2020-05'],
  ] as const) {
    const member = members.get(slug)
    if (!member) continue
    await findOrCreate(
      payload,
      'charter-signatures',
      { and: [{ charter: { equals: dublin } }, { member: { equals: member } }] },
      () => ({ charter: dublin, member, signedAt }),
    )
  }
  return 3
}
