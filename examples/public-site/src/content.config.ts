import { defineCollection } from 'astro:content'
import { rencontreLoader } from './lib/rencontreLoader.mjs'

const published = defineCollection({
  loader: rencontreLoader({ url: process.env.RENCONTRE_URL ?? 'http://localhost:3000' }),
})

export const collections = { published }
