import { CLOCK_SKEW_MS, jsonOf, type Message, type Provider } from './provider.ts'

type Run = {
  id: number
  status: string | null
  conclusion: string | null
  html_url: string
  created_at: string
}

/** `client_payload` is limited to 64 KB, and to ten properties at its top. */
const MAX_CHANGES_TOLD = 100

/**
 * GitHub Actions (docs.github.com/rest, "Create a workflow dispatch event" and "Create a repository
 * dispatch event"; API version 2022-11-28). The address says which of the two:
 * `…/actions/workflows/{file}/dispatches` answers with the run where `return_run_details` is asked
 * for; `…/dispatches` never does, and the first run since the call is taken for ours.
 * The secret is a token (Actions: write, or Contents: write).
 */
export const github: Provider = {
  ask: ({ url, secrets: [token = ''], ref }, message) => ({
    url,
    method: 'POST',
    headers: headersWith(token),
    body: JSON.stringify(
      isWorkflow(url)
        ? { ref: ref || 'main', return_run_details: true }
        : {
            event_type: message.type,
            client_payload: shortened(message.data),
          },
    ),
  }),
  accepted: (answer) => {
    const run = jsonOf<{ workflow_run_id?: number; html_url?: string }>(answer)
    return {
      externalId: run?.workflow_run_id === undefined ? undefined : String(run.workflow_run_id),
      logAddress: run?.html_url,
    }
  },
  check: ({ url, secrets: [token = ''], statusToken }, { externalId, askedAt }) => {
    const repository = /^(.*\/repos\/[^/]+\/[^/]+)\//.exec(url)?.[1]
    if (!repository) return undefined
    const since = new Date(askedAt.getTime() - CLOCK_SKEW_MS).toISOString().replace(/\.\d+Z$/, 'Z')
    const event = isWorkflow(url) ? 'workflow_dispatch' : 'repository_dispatch'
    const path = externalId
      ? `/${externalId}`
      : `?event=${event}&created=${encodeURIComponent(`>=${since}`)}&per_page=20`
    return { url: `${repository}/actions/runs${path}`, method: 'GET', headers: headersWith(statusToken ?? token) }
  },
  read: (answer, { taken }) => {
    const said = jsonOf<Run & { workflow_runs?: Run[] }>(answer)
    const run = said?.workflow_runs
      ? said.workflow_runs.filter(({ id }) => !taken.includes(String(id))).sort(byCreation)[0]
      : said
    if (!run?.status) return undefined
    const about = { externalId: String(run.id), log: run.html_url }
    if (run.status !== 'completed') return { state: 'building', ...about }
    return { state: run.conclusion === 'success' || run.conclusion === 'neutral' ? 'live' : 'failed', ...about }
  },
}

function shortened(data: Message['data']): Message['data'] {
  if (data.changes.length <= MAX_CHANGES_TOLD) return data
  return { ...data, more: true, changes: data.changes.slice(-MAX_CHANGES_TOLD) }
}

const isWorkflow = (url: string) => /\/actions\/workflows\/[^/]+\/dispatches$/.test(new URL(url).pathname)

const byCreation = (a: Run, b: Run) => a.created_at.localeCompare(b.created_at)

const headersWith = (token: string) => ({
  'content-type': 'application/json',
  accept: 'application/vnd.github+json',
  authorization: `Bearer ${token}`,
  'x-github-api-version': '2022-11-28',
})
