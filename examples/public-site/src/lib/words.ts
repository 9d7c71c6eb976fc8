export type Language = 'fr' | 'en'

/** Where the pages of each collection stand, in each language: the addresses that the back office knows by its public site. */
export const PATHS = {
  home: { fr: '/', en: '/en/' },
  members: { fr: '/membres/', en: '/en/members/' },
  'press-releases': { fr: '/communiques/', en: '/en/press/' },
  charters: { fr: '/chartes/', en: '/en/charters/' },
  programmes: { fr: '/programmes/', en: '/en/programmes/' },
} as const

export type Section = keyof typeof PATHS

export const FEEDS = { fr: '/communiques/flux.xml', en: '/en/press/feed.xml' } as const

const WORDS = {
  fr: {
    network: 'Réseau des Centres culturels de rencontre',
    brand: 'Centres culturels de rencontre',
    skip: 'Aller au contenu',
    main: 'Principale',
    language: 'Langue',
    home: 'Accueil',
    members: 'Membres',
    releases: 'Communiqués',
    charters: 'Chartes',
    programmes: 'Programmes',
    feed: 'Fil Atom des communiqués',
    footer: 'Site d’exemple de Rencontre : contenus de démonstration, images faites par programme.',
    headline: 'Des lieux de patrimoine, rendus à la création',
    about: 'Les Centres culturels de rencontre : des lieux de patrimoine où se réinvente la création.',
    news: 'À la une',
    count: (count: number) => `Le réseau : ${count} membres`,
    allMembers: 'Tous les membres',
    membersTitle: 'Les membres',
    map: 'Carte des membres en Europe et autour de la Méditerranée',
    elsewhere: 'Hors de la carte',
    heritage: 'Patrimoine',
    project: 'Projet',
    label: 'Label',
    since: (year: string) => `depuis ${year}`,
    until: (year: string) => `jusqu’à ${year}`,
    site: 'Site',
    practical: 'Informations pratiques',
    signed: 'Chartes signées',
    releasesTitle: 'Communiqués et actualités',
    dated: (date: string) => `le ${date}`,
    correction: 'Correction.',
    corrections: 'Corrections apportées',
    contact: 'Contact presse',
    attachments: 'Documents',
    aboutMember: (name: string) => `À propos : ${name}`,
    chartersTitle: 'Les chartes du réseau',
    adopted: (place: string, date: string) => ['Adoptée', place && `à ${place}`, date].filter(Boolean).join(' '),
    article: (number: string) => `Article ${number}`,
    amendments: 'Amendements',
    signatories: 'Signataires',
    programmesTitle: 'Les programmes',
    editions: 'Éditions',
    eligibility: 'Conditions',
    partners: 'Partenaires',
    calls: { announced: 'annoncée', open: 'ouverte', closed: 'close' },
    closes: (date: string) => `jusqu’au ${date}`,
    hosts: 'Lieux d’accueil',
    inFrench: '',
    lost: 'Cette page n’existe pas',
    lostText: 'Elle a pu être retirée.',
    back: 'Retour à l’accueil',
    networkOwner: 'Réseau',
    kilobytes: 'ko',
    colon: '\u00a0: ',
  },
  en: {
    network: 'Network of Centres culturels de rencontre',
    brand: 'Centres culturels de rencontre',
    skip: 'Skip to content',
    main: 'Main',
    language: 'Language',
    home: 'Home',
    members: 'Members',
    releases: 'Press',
    charters: 'Charters',
    programmes: 'Programmes',
    feed: 'Atom feed of press releases',
    footer: 'Example site of Rencontre: demonstration content, pictures made by a program.',
    headline: 'Places of heritage, given back to creation',
    about: 'The Centres culturels de rencontre: places of heritage where creation begins anew.',
    news: 'In the news',
    count: (count: number) => `The network: ${count} members`,
    allMembers: 'All members',
    membersTitle: 'The members',
    map: 'Map of the members in Europe and around the Mediterranean',
    elsewhere: 'Beyond the map',
    heritage: 'Heritage',
    project: 'Project',
    label: 'Label',
    since: (year: string) => `since ${year}`,
    until: (year: string) => `until ${year}`,
    site: 'Website',
    practical: 'Practical information',
    signed: 'Charters signed',
    releasesTitle: 'Press releases and news',
    dated: (date: string) => date,
    correction: 'Correction.',
    corrections: 'Corrections made',
    contact: 'Press contact',
    attachments: 'Documents',
    aboutMember: (name: string) => `About ${name}`,
    chartersTitle: 'The charters of the network',
    adopted: (place: string, date: string) => ['Adopted', place && `in ${place}`, date].filter(Boolean).join(' '),
    article: (number: string) => `Article ${number}`,
    amendments: 'Amendments',
    signatories: 'Signatories',
    programmesTitle: 'The programmes',
    editions: 'Editions',
    eligibility: 'Eligibility',
    partners: 'Partners',
    calls: { announced: 'announced', open: 'open', closed: 'closed' },
    closes: (date: string) => `until ${date}`,
    hosts: 'Hosts',
    inFrench: 'This text exists in French only.',
    lost: 'This page does not exist',
    lostText: 'It may have been withdrawn.',
    back: 'Back to the home page',
    networkOwner: 'Network',
    kilobytes: 'kB',
    colon: ': ',
  },
} as const

/** The words of the site in a language. */
export const words = (language: Language) => WORDS[language]

export const kinds: Record<Language, Record<string, string>> = {
  fr: {
    labelled: 'Centre culturel de rencontre',
    associate: 'Membre associé',
    international: 'Membre international',
    candidate: 'En préfiguration',
    partner: 'Partenaire',
    former: 'Ancien membre',
  },
  en: {
    labelled: 'Centre culturel de rencontre',
    associate: 'Associate member',
    international: 'International member',
    candidate: 'Candidate',
    partner: 'Partner',
    former: 'Former member',
  },
}

export const types: Record<Language, Record<string, string>> = {
  fr: {
    release: 'Communiqué de presse',
    news: 'Actualité',
    kit: 'Dossier de presse',
    invitation: 'Invitation presse',
    correction: 'Rectificatif',
  },
  en: {
    release: 'Press release',
    news: 'News',
    kit: 'Press kit',
    invitation: 'Press invitation',
    correction: 'Correction',
  },
}

/** A date in words, in Paris; a year or a month where the source gives no more. */
export function date(value: string | null | undefined, language: Language): string {
  if (!value) return ''
  if (/^\d{4}$/.test(value)) return value
  const locale = language === 'en' ? 'en-GB' : 'fr-FR'
  const isMonth = /^\d{4}-\d{2}$/.test(value)
  return new Date(value).toLocaleDateString(locale, {
    ...(isMonth ? {} : { day: 'numeric' as const }),
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Paris',
  })
}
