import { CLOCK_SKEW_MS, JSON_HEADERS, jsonOf, type Provider, pathOf } from './provider.ts'

type Deployment = {
  uid: string
  created: number
  source?: string
  readyState?: string
  state?: string
  inspectorUrl?: string | null
  errorMessage?: string | null
}

/**
 * Vercel deploy hooks (vercel.com/docs/deploy-hooks). The job that the answer names is no deployment:
 * the first deployment by a hook since the call is taken for ours (project: `project`, or
 * `team/project`; status token: an access token; states: vercel.com/docs/rest-api, deployments).
 */
export const vercel: Provider = {
  ask: ({ url }, message) => {
    const address = new URL(url)
    if (message.data.everything) address.searchParams.set('buildCache', 'false')
    return { url: address.href, method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(message) }
  },
  check: ({ url, project, statusToken }, { askedAt }) => {
    const { account: team, name } = pathOf(project)
    if (!name || !statusToken) return undefined
    const address = new URL('/v6/deployments', url)
    address.searchParams.set('projectId', name)
    if (team) address.searchParams.set('teamId', team)
    address.searchParams.set('since', String(askedAt.getTime() - CLOCK_SKEW_MS))
    address.searchParams.set('limit', '20')
    return { url: address.href, method: 'GET', headers: { ...JSON_HEADERS, authorization: `Bearer ${statusToken}` } }
  },
  read: (answer, { externalId, taken }) => {
    const found = (jsonOf<{ deployments?: Deployment[] }>(answer)?.deployments ?? [])
      .filter(({ uid, source }) => !taken.includes(uid) && (!source || source === 'git-deploy-hook'))
      .sort((a, b) => a.created - b.created)
    const deployment = found.find(({ uid }) => uid === externalId) ?? (externalId ? undefined : found[0])
    if (!deployment) return undefined
    const about = { externalId: deployment.uid, log: deployment.errorMessage ?? deployment.inspectorUrl ?? undefined }
    switch (deployment.readyState ?? deployment.state) {
      case 'READY':
        return { state: 'live', ...about }
      case 'ERROR':
      case 'CANCELED':
      case 'DELETED':
      case 'BLOCKED':
        return { state: 'failed', ...about }
      default:
        return { state: 'building', ...about }
    }
  },
}
