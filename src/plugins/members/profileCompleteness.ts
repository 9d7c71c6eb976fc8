import { frEn, type Words } from '../../text/frEn.ts'
import { rootOf } from '../../text/richText.ts'

/** What makes a profile complete for a visitor, in the order in which it helps most. */
const WANTED: Array<{ field: string; words: Words }> = [
  { field: 'summary', words: frEn('le texte de présentation', 'the summary') },
  { field: 'hero', words: frEn('l’image principale', 'the main image') },
  {
    field: 'boilerplate',
    words: frEn('le texte « À propos » des communiqués', 'the boilerplate of the press releases'),
  },
  { field: 'website', words: frEn('le site web', 'the website') },
  { field: 'theme', words: frEn('le thème du projet', 'the theme') },
  { field: 'activities', words: frEn('les activités', 'the activities') },
  { field: 'practicalInformation', words: frEn('les informations pratiques', 'the practical information') },
  { field: 'accessibility', words: frEn('l’accessibilité', 'the accessibility') },
  { field: 'gallery', words: frEn('la galerie', 'the gallery') },
  { field: 'socialLinks', words: frEn('les réseaux sociaux', 'the social media') },
]

/** How complete a profile is: per cent of what is wanted, and what is missing, the most useful first. */
export function profileCompleteness(member: object): { percent: number; missing: Words[] } {
  const values = member as Record<string, unknown>
  const missing = WANTED.filter(({ field }) => isEmpty(values[field])).map(({ words }) => words)
  return { percent: Math.round(((WANTED.length - missing.length) / WANTED.length) * 100), missing }
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  const root = rootOf(value)
  if (root)
    return (root.children ?? []).every((node) => node.type === 'paragraph' && (node.children ?? []).length === 0)
  return value === null || value === undefined || value === ''
}
