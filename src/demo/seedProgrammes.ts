import type { Payload } from 'payload'
import { document, paragraph, text } from '../text/richText.ts'
import facts from './data/programmes.json' with { type: 'json' }
import { findOrCreate } from './findOrCreate.ts'

const TEXTS = [
  {
    fact: 'odyssee',
    slug: 'odyssee',
    title: 'Odyssée',
    kind: 'residency',
    since: '2003',
    summary:
      'Résidences pour des artistes, chercheurs et professionnels de la culture étrangers, accueillis dans les Centres culturels de rencontre.',
    audiences: ['Artistes, chercheurs et professionnels de la culture qui ne résident pas en France'],
    partners: ['Ministère de la Culture'],
    eligibility:
      'Un projet accordé au thème du centre choisi ; de un à trois centres au choix ; CV, projet, lettre de motivation et lettre de recommandation.',
  },
  {
    fact: 'nora',
    slug: 'nora',
    title: 'NORA',
    kind: 'residency',
    since: '2016',
    summary:
      'Résidences pour des artistes, chercheurs et professionnels de la culture réfugiés, arrivés récemment en exil en France.',
    audiences: ['Artistes, chercheurs et professionnels de la culture réfugiés ou en exil en France'],
    partners: ['Ministère de la Culture'],
    eligibility:
      'CV ou courte biographie, projet, lettre de motivation et lettre de recommandation. Les documents manuscrits sont acceptés ; une aide est offerte quand une pièce manque.',
  },
  {
    fact: 'nafas',
    slug: 'nafas-liban',
    title: 'NAFAS (Liban)',
    kind: 'emergency',
    since: '2020',
    until: '2021',
    summary:
      'Programme d’urgence après l’explosion du port de Beyrouth : cent résidences d’artistes libanais en France.',
    audiences: ['Artistes libanais'],
    partners: [
      'Institut français',
      'Institut français du Liban',
      'Ministère de l’Europe et des Affaires étrangères',
      'Ministère de la Culture',
    ],
    eligibility: '',
  },
  {
    fact: 'nouvelle-orleans',
    slug: 'nouvelle-orleans',
    title: 'Nouvelle-Orléans',
    kind: 'emergency',
    summary: 'Programme d’urgence mené avec le ministère de la Culture.',
    audiences: [],
    partners: ['Ministère de la Culture'],
    eligibility: '',
  },
  {
    fact: 'haiti',
    slug: 'haiti',
    title: 'Haïti',
    kind: 'emergency',
    summary: 'Programme d’urgence mené avec le ministère de la Culture.',
    audiences: [],
    partners: ['Ministère de la Culture'],
    eligibility: '',
  },
] as const

type Call = { edition: number; deadline: string; note?: string }
type Fact = { id: string; sources?: string[]; calls?: Call[]; grant?: { amount: number; year: number } }

/** Loads the programmes and the editions that sources tell of; a joint call is one edition of two programmes. */
export async function seedProgrammes(payload: Payload, members: Map<string, string>): Promise<number> {
  const all = facts.programmes as Fact[]
  const ids = new Map<string, string>()
  for (const { fact: factId, eligibility, ...data } of TEXTS) {
    const fact = all.find(({ id }) => id === factId)
    const { id } = await findOrCreate(payload, 'programmes', { slug: { equals: data.slug } }, () => ({
      ...data,
      eligibility: eligibility ? document([paragraph([text(eligibility)])]) : undefined,
      sources: fact?.sources,
      languages: ['fr'],
      _status: 'published',
    }))
    ids.set(factId, id)
  }

  const calls = all.flatMap((fact) =>
    (fact.calls ?? []).map((call) => ({ ...call, programme: ids.get(fact.id), grant: fact.grant })),
  )
  const joint = new Map<string, typeof calls>()
  for (const call of calls) {
    const key = call.note?.includes('joint') ? `joint-${call.deadline}` : `${call.programme}-${call.edition}`
    joint.set(key, [...(joint.get(key) ?? []), call])
  }
  for (const group of joint.values()) {
    const [first] = group
    if (!first) continue
    const programmes = group.map(({ programme }) => programme)
    const grant = group.find((call) => call.grant?.year === call.edition)?.grant
    await findOrCreate(
      payload,
      'editions',
      { and: [{ year: { equals: first.edition } }, { programmes: { contains: programmes[0] } }] },
      () => ({
        programmes,
        year: first.edition,
        closesAt: `${first.deadline}T00:00:00.000Z`,
        grantAmount: grant?.amount,
        grantCurrency: 'EUR',
        note: first.note,
        hosts: first.edition === 2026 ? [{ member: members.get('abbaye-de-royaumont'), theme: 'musique, danse' }] : [],
      }),
    )
  }

  const odyssee = await payload.find({
    collection: 'editions',
    where: { year: { equals: 2024 } },
    depth: 0,
    limit: 1,
    overrideAccess: true,
  })
  for (const [owner, person, discipline] of [
    ['abbaye-de-royaumont', 'Résidence de démonstration A', 'Musique'],
    ['cite-des-electriciens', 'Résidence de démonstration B', 'Arts visuels'],
  ] as const) {
    await findOrCreate(payload, 'residencies', { person: { equals: person } }, () => ({
      person,
      discipline,
      host: members.get(owner),
      owner: members.get(owner),
      edition: odyssee.docs[0]?.id,
      startsOn: '2024-05-02T00:00:00.000Z',
      endsOn: '2024-06-28T00:00:00.000Z',
      publicity: 'anonymous',
    }))
  }
  return TEXTS.length
}
