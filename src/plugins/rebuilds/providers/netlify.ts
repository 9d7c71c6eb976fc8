import { JSON_HEADERS, jsonOf, type Provider } from './provider.ts'

type Deploy = { id: string; state: string; title?: string | null; error_message?: string | null; admin_url?: string }

/**
 * Netlify build hooks (docs.netlify.com/build/configure-builds/build-hooks). The answer names no build,
 * so the rebuild's id goes into the title of the deploy and is found again there (project: the site id;
 * status token: a personal access token; states: github.com/netlify/open-api, swagger.yml).
 */
export const netlify: Provider = {
  ask: ({ url, ref }, message) => {
    const address = new URL(url)
    address.searchParams.set('trigger_title', titleOf(message.data.rebuild))
    if (ref) address.searchParams.set('trigger_branch', ref)
    if (message.data.everything) address.searchParams.set('clear_cache', 'true')
    // The body becomes one variable of the build's environment, which has little room.
    const { rebuild, cursor } = message.data
    return {
      url: address.href,
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify({ type: message.type, data: { rebuild, cursor, more: true, changes: [] } }),
    }
  },
  check: ({ url, project, statusToken }) =>
    project && statusToken
      ? {
          url: new URL(`/api/v1/sites/${encodeURIComponent(project)}/deploys?per_page=50`, url).href,
          method: 'GET',
          headers: { ...JSON_HEADERS, authorization: `Bearer ${statusToken}` },
        }
      : undefined,
  read: (answer, { id }) => {
    const deploy = jsonOf<Deploy[]>(answer)?.find?.(({ title }) => title?.includes(titleOf(id)))
    if (!deploy) return undefined
    const about = { externalId: deploy.id, log: deploy.error_message ?? deploy.admin_url }
    if (deploy.state === 'ready') return { state: 'live', ...about }
    if (deploy.state === 'error' || deploy.state === 'rejected') return { state: 'failed', ...about }
    return { state: 'building', ...about }
  },
}

const titleOf = (rebuild: string) => `Rencontre ${rebuild}`
