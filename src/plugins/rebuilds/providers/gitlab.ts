import { jsonOf, type Provider } from './provider.ts'

type Pipeline = { id: number; status: string; web_url?: string }

/**
 * GitLab pipeline triggers (docs.gitlab.com/api/pipeline_triggers). The secret is a trigger token, which
 * starts a pipeline and cannot read it: for the state a second token with `read_api` is needed, unless
 * the project is public (docs.gitlab.com/api/pipelines).
 */
export const gitlab: Provider = {
  ask: ({ url, secrets: [token = ''], ref }, message) => ({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      token,
      ref: ref || 'main',
      'variables[RENCONTRE_REBUILD]': message.data.rebuild,
      'variables[RENCONTRE_CURSOR]': String(message.data.cursor),
    }).toString(),
  }),
  accepted: (answer) => {
    const pipeline = jsonOf<Pipeline>(answer)
    return {
      externalId: pipeline?.id === undefined ? undefined : String(pipeline.id),
      logAddress: pipeline?.web_url,
    }
  },
  check: ({ url, statusToken }, { externalId }) => {
    const project = /^(.*\/api\/v4\/projects\/[^/]+)\//.exec(url)?.[1]
    if (!project || !externalId) return undefined
    return {
      url: `${project}/pipelines/${externalId}`,
      method: 'GET',
      headers: { accept: 'application/json', ...(statusToken ? { 'private-token': statusToken } : {}) },
    }
  },
  read: (answer) => {
    const pipeline = jsonOf<Pipeline>(answer)
    if (!pipeline?.status) return undefined
    const log = pipeline.web_url
    switch (pipeline.status) {
      case 'success':
        return { state: 'live', log }
      case 'failed':
      case 'canceled':
      case 'skipped':
        return { state: 'failed', log }
      default:
        return { state: 'building', log }
    }
  },
}
