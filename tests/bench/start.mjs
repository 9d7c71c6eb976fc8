/**
 * `npm run bench`: clones HEAD, installs it, starts it as the README says, and measures: the first
 * start, the second one (median of 3), idle memory of the whole process tree, and publish → online on
 * the example site (median of 3), beside a bare `node -e 0` of the same run. Writes docs/figures.md.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machine, writeSection } from './figures.mjs'

const PORT = 4700
const url = `http://localhost:${PORT}`
const site = `http://localhost:${PORT + 1}`
const directory = mkdtempSync(join(tmpdir(), 'rencontre-bench-'))
chmodSync(directory, 0o755)
const clone = join(directory, 'rencontre')
const data = join(clone, '.data')
const seconds = (from) => (Date.now() - from) / 1000
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

execFileSync('git', ['clone', '-q', process.cwd(), clone])

const bare = median(
  Array.from({ length: 9 }, () => {
    const from = Date.now()
    spawnSync(process.execPath, ['-e', '0'])
    return seconds(from)
  }),
)

const from = Date.now()
run('npm', ['ci'])
const install = seconds(from)
const first = await start()
const firstStart = first.seconds
await until(async () => (await fetch(site)).ok)
await first.stop()

const second = []
for (let n = 0; n < 3; n++) {
  const product = await start()
  second.push(product.seconds)
  if (n < 2) await product.stop()
  else await measure(product)
}

async function measure(product) {
  await until(async () => (await fetch(site)).ok)
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  const memory = memoryOf(processesOf(product.child.pid))
  const online = []
  for (let n = 0; n < 8; n++) online.push(await publish(n))
  // The log names each build: the last ones are those of these publishes.
  const builds = [...product.output().matchAll(/built (\d+) pages in ([\d.]+) s \(Astro ([\d.]+) s\)/g)]
    .slice(-warm(online).length)
    .map(([, pages, , astro], nth) => ({ pages: Number(pages), astro: Number(astro), total: warm(online)[nth] }))
  // The first one also loads what the server had not needed yet.
  const [cold] = online
  await product.stop()
  write({ memory, cold, warm: warm(online), builds })
}

function warm([, ...rest]) {
  return rest
}

function write({ memory, cold, warm, builds }) {
  const one = (value) => value.toFixed(1)
  const share = median(builds.map(({ astro, total }) => astro / total))
  writeSection(
    'start',
    `Measured with \`npm run bench\` on ${machine()}, on a clean clone. Times depend on the machine: beside each stands its ratio to a bare \`node -e 0\` of the same run (${(bare * 1000).toFixed(0)} ms).

| what | figure | ratio to bare Node | bound |
|---|---|---|---|
| \`npm ci\` | ${one(install)} s | | |
| \`npm start\` to \`ready\`, first time (build, database, migration, demonstration) | ${one(firstStart)} s | ${(firstStart / bare).toFixed(0)} | |
| both together | ${one(install + firstStart)} s | | under 360 s |
| \`npm start\` to \`ready\`, second time, median of 3 | ${one(median(second))} s | ${(median(second) / bare).toFixed(0)} | under 6 s |
| idle memory of the whole process tree (back office, PostgreSQL, example site), proportional set size | ${memory.pss} MB | | under 700 MB |
| the same as a sum of resident sets, shared pages counted in each process | ${memory.rss} MB | | |
| publish → visible on the example site (${builds.at(-1)?.pages} pages), first after a start | ${one(cold)} s | | |
| publish → visible, median of ${warm.length}, the quiet period of 1 s included | ${one(median(warm))} s | | at most 6 s |
| of which Astro's own build, median | ${one(median(builds.map(({ astro }) => astro)))} s, ${(share * 100).toFixed(0)} % of the whole | | |
`,
  )
}

async function start() {
  const from = Date.now()
  const child = spawn('npm', ['start'], { cwd: clone, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await until(async () => {
    if (child.exitCode !== null) throw new Error(output)
    return /^ready /m.test(output)
  }, 400)
  const took = seconds(from)
  return {
    child,
    seconds: took,
    output: () => output,
    stop: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** Publishes a new text of the imported release and waits until the public site shows it. */
async function publish(n) {
  const password = readFileSync(join(data, 'demonstration-password'), 'utf8').trim()
  const { token } = await call('POST', '/api/users/login', { email: 'communication@reseau.example', password })
  const { docs } = await call(
    'GET',
    '/api/press-releases?where[slug][like]=la-cite-des-electriciens&limit=1',
    undefined,
    token,
  )
  const words = `Mesure ${n} ${Date.now()}`
  const from = Date.now()
  await call('PATCH', `/api/press-releases/${docs[0].id}`, { summary: words, _status: 'published' }, token)
  await until(async () => (await (await fetch(`${site}/communiques/${docs[0].slug}/`)).text()).includes(words), 60)
  return seconds(from)
}

async function call(method, path, body, token) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `JWT ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** A process with all its descendants, and the PostgreSQL of its data directory, which stands on its own. */
function processesOf(root) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return [{ pid: Number(pid), parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
      } catch {
        return []
      }
    })
  const wanted = new Set([root, ...all.filter(({ command }) => command.includes(data)).map(({ pid }) => pid)])
  for (let grew = true; grew; ) {
    grew = false
    for (const { pid, parent } of all)
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid)
        grew = true
      }
  }
  return [...wanted]
}

function memoryOf(pids) {
  const sum = (name) =>
    Math.round(
      pids.reduce((total, pid) => {
        try {
          return (
            total +
            Number(
              new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0,
            )
          )
        } catch {
          return total
        }
      }, 0) / 1000,
    )
  return { pss: sum('Pss'), rss: sum('Rss') }
}

function environment() {
  const { DATABASE_URL: _url, PAYLOAD_SECRET: _secret, NODE_ENV: _mode, ...inherited } = process.env
  return { ...inherited, PORT: String(PORT), DATA_DIR: data, MEDIA_DIR: join(clone, 'media') }
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { cwd: clone, encoding: 'utf8', env: environment() })
  if (status !== 0) throw new Error(stderr)
}

async function until(holds, within = 120) {
  const end = Date.now() + within * 1000
  for (;;) {
    const isTrue = await holds().catch((error) => {
      if (!(error instanceof TypeError)) throw error
      return false
    })
    if (isTrue) return
    if (Date.now() > end) throw new Error(`not within ${within} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

rmSync(directory, { recursive: true, force: true })
