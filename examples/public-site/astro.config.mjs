import { defineConfig } from 'astro/config'

const buildsDir = process.env.BUILDS_DIR ?? new URL('./builds', import.meta.url).pathname

export default defineConfig({
  site: process.env.SITE_URL ?? 'http://localhost:3001',
  // The content that was read so far: the next build asks only for what changed since.
  cacheDir: `${buildsDir}/cache`,
  build: { format: 'directory', inlineStylesheets: 'always' },
  trailingSlash: 'always',
  devToolbar: { enabled: false },
})
