/**
 * The rebuild server of the example site: serves the built site, and builds it anew when the back
 * office says that what it shows has changed. A build is made beside the live version and takes its
 * place at once; one build runs at a time, and one waits.
 *
 * Environment: PORT (3001), RENCONTRE_URL (http://localhost:3000), BUILDS_DIR (builds), SITE_URL, and
 * WEBHOOK_SECRET or WEBHOOK_SECRET_FILE.
 */
import { spawn } from 'node:child_process'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'

const root = dirname(fileURLToPath(import.meta.url))
const port = Number(process.env.PORT ?? 3001)
const backOffice = process.env.RENCONTRE_URL ?? 'http://localhost:3000'
const builds = resolve(process.env.BUILDS_DIR ?? join(root, 'builds'))
const current = join(builds, 'current')
const underWay = join(builds, 'under-way.json')
const secret = () =>
  process.env.WEBHOOK_SECRET ?? readFileSync(process.env.WEBHOOK_SECRET_FILE ?? join(builds, 'secret'), 'utf8').trim()

/** How the rebuilds that were asked for lately stand: a call that is repeated builds nothing twice. */
const known = new Map()
let running
let waiting
let astro
let isEnding = false

/** Asks for a build; calls that come while one runs share the next one. */
function requestBuild({ rebuild, everything = false } = {}) {
  const rebuilds = rebuild ? [rebuild] : []
  if (running) {
    waiting = { rebuilds: [...(waiting?.rebuilds ?? []), ...rebuilds], everything: waiting?.everything || everything }
    return
  }
  run({ rebuilds, everything })
}

function run(wish) {
  running = build(wish)
    .catch((error) => console.error(`build failed: ${error.message}`))
    .finally(() => {
      running = undefined
      const next = waiting
      waiting = undefined
      if (next && !isEnding) run(next)
    })
}

/** Builds once for all the rebuilds that were asked for, and tells of each how it ended, whatever happens. */
async function build({ rebuilds, everything }) {
  try {
    await mkdir(builds, { recursive: true })
    // Should this process die, the next one knows whom to tell.
    await writeFile(underWay, JSON.stringify(rebuilds))
    // The build does not wait for the back office to have heard of it.
    const told = Promise.all(rebuilds.map((rebuild) => report(rebuild, { state: 'building' })))
    await buildAndSwap(everything)
    await told
    for (const rebuild of rebuilds) await report(rebuild, { state: 'live' })
  } catch (error) {
    for (const rebuild of rebuilds) await report(rebuild, { state: 'failed', log: error.message.slice(-1500) })
    throw error
  } finally {
    if (!isEnding) await rm(underWay, { force: true })
  }
}

async function buildAndSwap(everything) {
  const startedAt = Date.now()
  const name = `site-${startedAt}`
  if (everything) await rm(join(builds, 'cache'), { recursive: true, force: true })
  const { code, output } = await runAstro(join(builds, name))
  const astroMs = Date.now() - startedAt
  if (code !== 0) {
    await rm(join(builds, name), { recursive: true, force: true })
    throw new Error(output.slice(-1500))
  }
  // A link takes the place of another in one step: no visitor meets half a site.
  const link = join(builds, `.next-${startedAt}`)
  await symlink(name, link)
  await rename(link, current)
  const pages = Number(/(\d+) page\(s\) built/.exec(output)?.[1] ?? 0)
  console.log(
    `built ${pages} pages in ${((Date.now() - startedAt) / 1000).toFixed(1)} s (Astro ${(astroMs / 1000).toFixed(1)} s)`,
  )
  await forgetOldBuilds(name)
}

async function runAstro(outDir) {
  const bin = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin', 'astro.mjs')
  astro = spawn(process.execPath, [bin, 'build', '--outDir', outDir], {
    cwd: root,
    env: {
      ...process.env,
      BUILDS_DIR: builds,
      SITE_URL: process.env.SITE_URL ?? `http://localhost:${port}`,
      ASTRO_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [astro.stdout, astro.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((done) => {
    astro.once('error', (error) => {
      output += error.message
      done(-1)
    })
    astro.once('close', done)
  })
  return { code, output }
}

/** Keeps the live build and the one before it, for pages that are being read. */
async function forgetOldBuilds(live) {
  const old = (await readdir(builds)).filter((name) => name.startsWith('site-') && name !== live).sort()
  for (const name of old.slice(0, -1)) await rm(join(builds, name), { recursive: true, force: true })
}

/** Tells the back office how a rebuild stands, signed with the secret of this site. */
async function report(rebuild, status) {
  known.set(rebuild, status)
  if (known.size > 1000) known.delete(known.keys().next().value)
  const body = JSON.stringify({ rebuild, ...status })
  // The back office may be away for a moment, just when the build ends.
  for (const pause of [1_000, 5_000, 20_000, 60_000, 0]) {
    if (await reported({ rebuild, body, state: status.state })) return
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** Whether the back office has taken the report, or does not want it. */
async function reported({ rebuild, body, state }) {
  const at = new Date()
  const id = `status_${rebuild}_${state}`
  try {
    const answer = await fetch(`${backOffice}/rebuilds/${rebuild}/status`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret()).sign(id, at, body),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.status >= 500) throw new Error(String(answer.status))
    return true
  } catch (error) {
    console.error(`status not reported: ${error.message}`)
    return false
  }
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/atom+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
}

const server = createServer(async (request, response) => {
  try {
    if (request.method === 'POST' && request.url === '/hook') return await hook(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405).end()
    await serve(request, response)
  } catch (error) {
    console.error(error.message)
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
})

async function hook(request, response) {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > 1_000_000) return response.writeHead(413).end()
  }
  let message
  try {
    message = new Webhook(secret()).verify(body, request.headers)
  } catch {
    return response.writeHead(401, { 'content-type': 'text/plain' }).end('The signature does not fit.')
  }
  // The back office tries out the connection: it has arrived, there is nothing to build.
  if (message?.type === 'webhook.test') return response.writeHead(204).end()
  if (message?.type !== 'content.changed') return response.writeHead(400).end('Unknown type of message.')
  response.writeHead(202).end()
  const { rebuild, everything } = message.data
  const earlier = known.get(rebuild)
  // Told twice, because our first answer was lost: say again how it stands. What failed is tried anew.
  if (earlier && earlier.state !== 'failed') return report(rebuild, earlier)
  known.set(rebuild, { state: 'building' })
  requestBuild({ rebuild, everything })
}

async function serve(request, response) {
  if (!existsSync(current)) {
    const page =
      '<!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>En construction</title><p>Le site se construit pour la première fois. Cette page se rafraîchit toute seule.</p></html>'
    return response.writeHead(503, { 'content-type': TYPES['.html'], 'retry-after': '2' }).end(page)
  }
  const site = join(builds, await readlink(current))
  const path = decodeURIComponent(new URL(request.url, 'http://site').pathname)
  let file = join(site, normalize(path))
  if (!file.startsWith(site)) return response.writeHead(400).end()
  let found = await stat(file).catch(() => undefined)
  if (found?.isDirectory()) {
    if (!path.endsWith('/')) return response.writeHead(308, { location: `${path}/` }).end()
    file = join(file, 'index.html')
    found = await stat(file).catch(() => undefined)
  }
  const status = found ? 200 : 404
  if (!found) file = join(site, '404.html')
  response.writeHead(status, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  if (request.method === 'HEAD') return response.end()
  createReadStream(file)
    .on('error', () => response.end())
    .pipe(response)
}

function end() {
  isEnding = true
  astro?.kill('SIGTERM')
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
// Started by the back office, it ends with it, however that ends.
if (process.env.ENDS_WITH_STDIN) process.stdin.resume().on('end', end).on('error', end)

server.listen(port, 'localhost', () => {
  console.log(`public site on http://localhost:${port}`)
  // What was published while this server was down: an incremental build, at once.
  readFile(underWay, 'utf8')
    .then(JSON.parse)
    .catch(() => [])
    .then((rebuilds) => {
      for (const rebuild of rebuilds) known.set(rebuild, { state: 'building' })
      run({ rebuilds, everything: false })
    })
})
