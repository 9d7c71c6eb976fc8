import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { report } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'

/** A local server that answers as a provider's documented API does; `seen` are the requests. */
type Api = {
  origin: string
  seen: Array<{ method: string; path: string; headers: Record<string, string>; body: string }>
  close: () => void
}
type Reply = { status: number; body?: unknown }

let office: BackOffice
let admin: Caller
let contact: string
const open: Api[] = []

beforeAll(async () => {
  office = await openBackOffice()
  admin = await office.as('network-admin')
  contact = (await makeNetwork(office)).contactOfA
})
afterAll(async () => {
  await office.close()
  for (const api of open) api.close()
})

async function api(
  reply: (call: { method: string; path: string; body: string; nth: number; headers: Record<string, string> }) => Reply,
): Promise<Api> {
  const seen: Api['seen'] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body,
    }
    seen.push(call)
    const nth = seen.filter(({ method }) => method === call.method).length
    const { status, body: said } = reply({ ...call, nth })
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(said === undefined ? '' : JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const one = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => server.close(),
  }
  open.push(one)
  return one
}

async function connect(
  hook: Record<string, unknown>,
  values: Record<string, unknown> = {},
): Promise<{ id: string; doc: Record<string, unknown> }> {
  const { status, body } = await admin.call('POST', '/api/public-sites', {
    name: `Site ${String(hook.provider)}`,
    address: 'https://site.example',
    hook,
    quietSeconds: 0,
    longestWaitSeconds: 5,
    shows: { collections: ['press-releases'] },
    enabled: true,
    ...values,
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { id: body.doc.id, doc: body.doc }
}

const publish = () => makeRelease(office, { title: 'Chez le fournisseur', contacts: [contact] })
const rebuildOf = async (site: string) =>
  (
    await office.pool.query<{
      id: string
      state: string
      external_id: string | null
      log_address: string | null
      note: string | null
    }>(
      'select id, state, external_id, log_address, note from rebuilds where site_id = $1 order by requested_at desc limit 1',
      [site],
    )
  ).rows[0]
const becomes = (site: string, state: string) => until(async () => (await rebuildOf(site))?.state === state, 15_000)
const stop = (site: string) => admin.call('PATCH', `/api/public-sites/${site}`, { enabled: false })

it('Netlify: a build hook, found again by the title of its deploy', async () => {
  let title = ''
  const netlify = await api(({ method, path, nth }) => {
    if (method === 'POST') {
      title = new URL(path, 'http://x').searchParams.get('trigger_title') ?? ''
      return { status: 200 }
    }
    return {
      status: 200,
      body: [
        { id: 'other', state: 'error', title: 'somebody else' },
        { id: 'deploy-1', state: nth < 2 ? 'building' : 'ready', title, admin_url: 'https://app.netlify.com/sites/x' },
      ],
    }
  })
  const { id, doc } = await connect({
    provider: 'netlify',
    url: `${netlify.origin}/build_hooks/5f0secret`,
    project: 'site-1',
    statusToken: 'pat-1',
  })
  await publish()
  await becomes(id, 'live')
  expect(title).toBe(`Rencontre ${(await rebuildOf(id))?.id}`)
  const asked = netlify.seen.find(({ method }) => method === 'GET')
  expect(asked?.path).toContain('/api/v1/sites/site-1/deploys')
  expect(asked?.headers.authorization).toBe('Bearer pat-1')
  expect(await rebuildOf(id)).toMatchObject({ external_id: 'deploy-1', log_address: 'https://app.netlify.com/sites/x' })
  // The address is a secret itself: it is neither answered nor stored in clear.
  expect(JSON.stringify(doc)).not.toContain('5f0secret')
  expect(JSON.stringify((await admin.call('GET', `/api/public-sites/${id}`)).body)).not.toMatch(/5f0secret|pat-1/)
  const { rows } = await office.pool.query(
    'select t.*, s.* from rebuild_targets t join public_sites s on s.id = t.site_id where t.site_id = $1',
    [id],
  )
  expect(JSON.stringify(rows)).not.toMatch(/5f0secret|pat-1/)
  // A form that is saved as it was shown keeps the address.
  await admin.call('PATCH', `/api/public-sites/${id}`, {
    hook: (await admin.call('GET', `/api/public-sites/${id}`)).body.hook,
  })
  await publish()
  await until(async () => netlify.seen.filter(({ method }) => method === 'POST').length === 2, 8_000)
  expect(netlify.seen.filter(({ method }) => method === 'POST')[1]?.path).toContain('/build_hooks/5f0secret')
  await stop(id)
})

it('Vercel: a deploy hook, and the first deployment by a hook since', async () => {
  const vercel = await api(({ method, nth }) =>
    method === 'POST'
      ? { status: 201, body: { job: { id: 'job-1', state: 'PENDING', createdAt: Date.now() } } }
      : {
          status: 200,
          body: {
            deployments: [
              { uid: 'dpl_git', created: Date.now() - 1000, source: 'git', readyState: 'READY' },
              {
                uid: 'dpl_1',
                created: Date.now(),
                source: 'git-deploy-hook',
                readyState: nth < 2 ? 'BUILDING' : 'ERROR',
                errorMessage: 'Command "npm run build" exited with 1',
                inspectorUrl: 'https://vercel.com/i',
              },
            ],
          },
        },
  )
  const { id } = await connect({
    provider: 'vercel',
    url: `${vercel.origin}/v1/integrations/deploy/prj_1/key`,
    project: 'team_1/prj_1',
    statusToken: 'tok',
  })
  await publish()
  await becomes(id, 'failed')
  expect(await rebuildOf(id)).toMatchObject({ external_id: 'dpl_1', note: 'Command "npm run build" exited with 1' })
  const asked = new URL(vercel.seen.find(({ method }) => method === 'GET')?.path ?? '', 'http://x')
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({ projectId: 'prj_1', teamId: 'team_1' })
  await stop(id)
})

it('Cloudflare Pages: a success of an earlier stage is not done; a 200 may say no', async () => {
  const cloudflare = await api(({ method, nth }) => {
    if (method === 'POST')
      return { status: 200, body: { success: true, errors: [], messages: [], result: { id: 'dep-1' } } }
    const stage = nth < 2 ? { name: 'build', status: 'success' } : { name: 'deploy', status: 'success' }
    return {
      status: 200,
      body: { success: true, result: { id: 'dep-1', url: 'https://x.pages.dev', latest_stage: stage } },
    }
  })
  const { id } = await connect({
    provider: 'cloudflare-pages',
    url: `${cloudflare.origin}/client/v4/pages/webhooks/deploy_hooks/uuid`,
    project: 'acc/site',
    statusToken: 'tok',
  })
  await publish()
  await becomes(id, 'building')
  await becomes(id, 'live')
  expect(cloudflare.seen.find(({ method }) => method === 'GET')?.path).toBe(
    '/client/v4/accounts/acc/pages/projects/site/deployments/dep-1',
  )
  await stop(id)

  const blocked = await api(() => ({
    status: 200,
    body: { success: false, result: null, errors: [{ code: 8000119, message: 'Your Pages project has been blocked' }] },
  }))
  const no = await connect({
    provider: 'cloudflare-pages',
    url: `${blocked.origin}/client/v4/pages/webhooks/deploy_hooks/uuid`,
  })
  await publish()
  await until(async () => blocked.seen.length > 0, 5_000)
  await until(
    async () =>
      (
        await office.pool.query(
          'select error from rebuild_attempts a join rebuilds r on r.id = a.rebuild_id where r.site_id = $1',
          [no.id],
        )
      ).rows[0]?.error?.includes('blocked'),
    5_000,
  )
  expect((await rebuildOf(no.id))?.state).toBe('pending')
  await stop(no.id)
})

it('GitHub: a workflow dispatch answers with its run', async () => {
  const github = await api(({ method, nth }) =>
    method === 'POST'
      ? {
          status: 200,
          body: {
            workflow_run_id: 42,
            run_url: 'https://api.github.com/repos/o/r/actions/runs/42',
            html_url: 'https://github.com/o/r/actions/runs/42',
          },
        }
      : {
          status: 200,
          body: {
            id: 42,
            status: nth < 2 ? 'in_progress' : 'completed',
            conclusion: nth < 2 ? null : 'success',
            html_url: 'https://github.com/o/r/actions/runs/42',
            created_at: '2026-11-22T00:00:00Z',
          },
        },
  )
  const { id } = await connect({
    provider: 'github',
    url: `${github.origin}/repos/o/r/actions/workflows/build.yml/dispatches`,
    secret: 'ghp_secret',
    ref: 'production',
  })
  await publish()
  await becomes(id, 'live')
  const [asked, checked] = github.seen
  expect(JSON.parse(asked?.body ?? '')).toEqual({ ref: 'production', return_run_details: true })
  expect(asked?.headers).toMatchObject({
    authorization: 'Bearer ghp_secret',
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'Rencontre',
  })
  expect(checked?.path).toBe('/repos/o/r/actions/runs/42')
  expect((await rebuildOf(id))?.log_address).toBe('https://github.com/o/r/actions/runs/42')
  await stop(id)
})

it('GitHub: a repository dispatch answers nothing; its run is looked up', async () => {
  const github = await api(({ method }) =>
    method === 'POST'
      ? { status: 204 }
      : {
          status: 200,
          body: {
            total_count: 1,
            workflow_runs: [
              {
                id: 7,
                status: 'completed',
                conclusion: 'failure',
                html_url: 'https://github.com/o/r/actions/runs/7',
                created_at: '2026-11-22T00:00:00Z',
              },
            ],
          },
        },
  )
  const { id } = await connect({
    provider: 'github',
    url: `${github.origin}/repos/o/r/dispatches`,
    secret: 'ghp_secret',
  })
  await publish()
  await becomes(id, 'failed')
  const body = JSON.parse(github.seen[0]?.body ?? '')
  expect(body.event_type).toBe('content.changed')
  expect(Object.keys(body.client_payload).length).toBeLessThanOrEqual(10)
  expect(body.client_payload.rebuild).toBe((await rebuildOf(id))?.id)
  expect(github.seen[1]?.path).toContain('event=repository_dispatch')
  await stop(id)
})

it('GitLab: a pipeline trigger, read with a token of its own', async () => {
  const gitlab = await api(({ method, nth }) =>
    method === 'POST'
      ? {
          status: 201,
          body: { id: 257, iid: 118, status: 'created', web_url: 'https://gitlab.com/g/p/-/pipelines/257' },
        }
      : {
          status: 200,
          body: { id: 257, status: nth < 2 ? 'running' : 'success', web_url: 'https://gitlab.com/g/p/-/pipelines/257' },
        },
  )
  const { id } = await connect({
    provider: 'gitlab',
    url: `${gitlab.origin}/api/v4/projects/g%2Fp/trigger/pipeline`,
    secret: 'glptt-x',
    statusToken: 'glpat-y',
  })
  await publish()
  await becomes(id, 'live')
  const form = new URLSearchParams(gitlab.seen[0]?.body)
  expect(Object.fromEntries(form)).toMatchObject({
    token: 'glptt-x',
    ref: 'main',
    'variables[RENCONTRE_REBUILD]': (await rebuildOf(id))?.id,
  })
  expect(gitlab.seen[1]).toMatchObject({
    path: '/api/v4/projects/g%2Fp/pipelines/257',
    headers: expect.objectContaining({ 'private-token': 'glpat-y' }),
  })
  await stop(id)
})

it('GitLab: a wrong token is a 404, which is tried again and shown', async () => {
  const gitlab = await api(() => ({ status: 404, body: { message: '404 Not Found' } }))
  const { id } = await connect({
    provider: 'gitlab',
    url: `${gitlab.origin}/api/v4/projects/1/trigger/pipeline`,
    secret: 'wrong',
  })
  await publish()
  await until(async () => gitlab.seen.length > 0, 5_000)
  await until(
    async () => (await admin.call('GET', `/api/public-sites/${id}/deliveries`)).body.deliveries[0]?.tries.length > 0,
    5_000,
  )
  const { body } = await admin.call('GET', `/api/public-sites/${id}/deliveries`)
  expect(body.deliveries[0]).toMatchObject({
    state: 'pending',
    tries: [expect.objectContaining({ status: 404, answer: '{"message":"404 Not Found"}' })],
  })
  await stop(id)
})

it('a provider that wants a token is refused without one', async () => {
  const { status, body } = await admin.call('POST', '/api/public-sites', {
    name: 'Sans jeton',
    address: 'https://site.example',
    hook: { provider: 'github', url: 'https://api.github.com/repos/o/r/dispatches' },
  })
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain('jeton')
})

it('keeps the whole of a secret address out of sight, whatever its query holds', async () => {
  const { id } = await connect(
    { provider: 'netlify', url: 'http://127.0.0.1:1/build_hooks/5f0secret?trigger_branch=feature/x' },
    { enabled: false },
  )
  const { rows } = await office.pool.query('select hook_url from public_sites where id = $1', [id])
  expect(rows[0].hook_url).toBe('http://127.0.0.1:1/build_hooks/…')
})

it('takes no report for a site whose provider does not sign, with whatever key', async () => {
  const netlify = await api(() => ({ status: 200 }))
  const { id } = await connect({ provider: 'netlify', url: `${netlify.origin}/build_hooks/x` })
  await publish()
  await becomes(id, 'asked')
  const rebuild = (await rebuildOf(id))?.id ?? ''
  for (const secret of ['none', 'whsec_none', `whsec_${Buffer.alloc(32).toString('base64')}`])
    expect(await report(office.url, { rebuild, state: 'live', secret }).catch(() => 401)).toBe(401)
  await stop(id)
})

it('a token does not follow a changed address or provider', async () => {
  const { id } = await connect(
    {
      provider: 'github',
      url: 'https://api.github.com/repos/o/r/dispatches',
      secret: 'ghp_secret',
      statusToken: 'ghp_read',
    },
    { enabled: false },
  )
  const change = (hook: Record<string, unknown>) => admin.call('PATCH', `/api/public-sites/${id}`, { hook })
  expect((await change({ provider: 'github', url: 'https://github.evil.example/repos/o/r/dispatches' })).status).toBe(
    400,
  )
  expect(
    (await change({ provider: 'gitlab', url: 'https://gitlab.com/api/v4/projects/1/trigger/pipeline' })).status,
  ).toBe(400)
  expect(
    (
      await change({
        provider: 'gitlab',
        url: 'https://gitlab.com/api/v4/projects/1/trigger/pipeline',
        secret: 'glptt',
      })
    ).status,
  ).toBe(200)
  const { rows } = await office.pool.query('select status_token from rebuild_targets where site_id = $1', [id])
  expect(rows[0].status_token).toBeNull()
  expect((await change({ provider: 'netlify', url: 'https://elsewhere.example/build_hooks/x' })).status).toBe(400)
})

it('the build before ours is not taken for ours', async () => {
  const deployments = [{ uid: 'dpl_1', created: Date.now(), source: 'git-deploy-hook', readyState: 'READY' }]
  let posts = 0
  const vercel = await api(({ method }) => {
    if (method === 'POST') posts += 1
    return method === 'POST' ? { status: 201, body: { job: { id: 'j' } } } : { status: 200, body: { deployments } }
  })
  const { id } = await connect({
    provider: 'vercel',
    url: `${vercel.origin}/v1/integrations/deploy/p/k`,
    project: 'p',
    statusToken: 't',
  })
  await publish()
  await becomes(id, 'live')
  await publish()
  await until(async () => posts === 2, 8_000)
  await becomes(id, 'asked')
  await new Promise((resolve) => setTimeout(resolve, 4_500))
  expect((await rebuildOf(id))?.state).toBe('asked')
  deployments.push({ uid: 'dpl_2', created: Date.now(), source: 'git-deploy-hook', readyState: 'READY' })
  await becomes(id, 'live')
  expect((await rebuildOf(id))?.external_id).toBe('dpl_2')
  await stop(id)
})
