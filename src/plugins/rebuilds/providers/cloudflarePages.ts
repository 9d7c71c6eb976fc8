import { JSON_HEADERS, jsonOf, type Provider, pathOf } from './provider.ts'

type Envelope<T> = { success?: boolean; result?: T | null; errors?: Array<{ code?: number; message?: string }> }
type Deployment = { id: string; url?: string; is_skipped?: boolean; latest_stage?: { name?: string; status?: string } }

/**
 * Cloudflare Pages deploy hooks (developers.cloudflare.com/pages/configuration/deploy-hooks). A 200 may
 * still say no (`success: false`). Done is the stage `deploy` with `success`; a success of an earlier
 * stage is not (project: `account/project`; status token: an API token that reads Pages).
 */
export const cloudflarePages: Provider = {
  ask: ({ url }, message) => ({ url, method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(message) }),
  accepted: (answer) => {
    const said = jsonOf<Envelope<{ id?: string }>>(answer)
    if (said?.success === false) return { refused: said.errors?.[0]?.message ?? 'success: false' }
    return { externalId: said?.result?.id }
  },
  check: ({ url, project, statusToken }, { externalId }) => {
    const { account, name } = pathOf(project)
    if (!account || !name || !statusToken || !externalId) return undefined
    const path = `/client/v4/accounts/${encodeURIComponent(account)}/pages/projects/${encodeURIComponent(name)}/deployments/${encodeURIComponent(externalId)}`
    return {
      url: new URL(path, url).href,
      method: 'GET',
      headers: { ...JSON_HEADERS, authorization: `Bearer ${statusToken}` },
    }
  },
  read: (answer) => {
    const deployment = jsonOf<Envelope<Deployment>>(answer)?.result
    if (!deployment) return undefined
    const { name, status } = deployment.latest_stage ?? {}
    const log = deployment.url
    if (deployment.is_skipped || status === 'failure' || status === 'canceled') return { state: 'failed', log }
    if (name === 'deploy' && status === 'success') return { state: 'live', log }
    return { state: 'building', log }
  },
}
