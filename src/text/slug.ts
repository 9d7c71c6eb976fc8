import slugify from '@sindresorhus/slugify'

const MAX_LENGTH = 96

/**
 * The slug of a title: lower-case ASCII words joined by hyphens, diacritics and both apostrophes
 * folded (`L’Été à Žďár` → `l-ete-a-zdar`), at most 96 characters, cut between words.
 * Empty for a title without any letter or digit that can be transliterated.
 */
export function toSlug(title: string): string {
  const slug = slugify(title.replaceAll(/['’ʼ]/g, ' '), { decamelize: false, customReplacements: [['&', ' et ']] })
  if (slug.length <= MAX_LENGTH) return slug
  const cut = slug.slice(0, MAX_LENGTH + 1)
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), 1)).replace(/-+$/, '')
}

/** What a slug may look like when a person types it. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
