import { defineCollection } from 'astro:content'
import { rencontreLoader } from '@rencontre/client/astro'

const published = defineCollection({
  loader: rencontreLoader({ url: process.env.RENCONTRE_URL ?? 'http://localhost:3000' }),
})

export const collections = { published }
