import { feeds } from './feeds.ts'
import type { Format } from './format.ts'
import { geoJson } from './geoJson.ts'
import { memberJsonLd, releaseJsonLd } from './jsonLd.ts'
import { ninjs } from './ninjs.ts'
import { oEmbed } from './oEmbed.ts'
import { sitemap } from './sitemap.ts'

/** Every address of the content API that answers in a form of its own. */
export const FORMATS: Format[] = [...feeds, ninjs, releaseJsonLd, memberJsonLd, geoJson, sitemap, oEmbed]
