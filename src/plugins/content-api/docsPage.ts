import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'

const require = createRequire(import.meta.url)
/** The viewer of OpenAPI descriptions (https://swagger.io/tools/swagger-ui), from here: nothing is fetched from elsewhere. */
const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const

/** On a telephone the viewer's lines are wider than the screen. */
const ON_PHONES = `@media (max-width: 40rem) {
.swagger-ui .wrapper { padding: 0 0.5rem }
.swagger-ui .info { margin: 1rem 0; overflow-wrap: anywhere }
.swagger-ui .opblock .opblock-summary, .swagger-ui .opblock-summary-control { flex-wrap: wrap; min-width: 0 }
.swagger-ui .opblock-summary-path { max-width: 100%; overflow-wrap: anywhere; padding: 0 0.3rem }
.swagger-ui .opblock-summary-description { flex-basis: 100%; overflow-wrap: anywhere }
.swagger-ui .parameters-container, .swagger-ui .responses-inner, .swagger-ui .opblock-description-wrapper { overflow-x: auto }
.swagger-ui .model-box, .swagger-ui section.models { max-width: 100%; overflow-x: auto }
.swagger-ui .servers > label select { max-width: 100% }
}`

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Content API — Rencontre</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/content/docs/swagger-ui.css">
<style>${ON_PHONES}</style>
</head>
<body>
<main id="viewer"></main>
<noscript>The description of the content API: <a href="/content/openapi.json">/content/openapi.json</a></noscript>
<script src="/content/docs/swagger-ui-bundle.js"></script>
<script src="/content/docs/start.js"></script>
</body>
</html>
`
const START = `SwaggerUIBundle({ url: '/content/openapi.json', dom_id: '#viewer', deepLinking: true, defaultModelsExpandDepth: 0, validatorUrl: null, tryItOutEnabled: true })\n`

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The content API for people: its description, to read and to try. */
export function addDocs(door: FastifyInstance): void {
  const read = new Map<string, Buffer>()
  const send = (path: string, type: string, body: () => Buffer | string) =>
    door.get(path, async (_request, reply) =>
      reply
        .header('Content-Type', type)
        .header('Content-Security-Policy', POLICY)
        .header('X-Content-Type-Options', 'nosniff')
        .header('Cache-Control', 'public, max-age=3600')
        .send(body()),
    )
  send('/content/docs', 'text/html; charset=utf-8', () => PAGE)
  send('/content/docs/start.js', 'text/javascript; charset=utf-8', () => START)
  for (const [name, type] of Object.entries(FILES)) {
    send(`/content/docs/${name}`, type, () => {
      const file = read.get(name) ?? readFileSync(require.resolve(`swagger-ui-dist/${name}`))
      read.set(name, file)
      return file
    })
  }
}
