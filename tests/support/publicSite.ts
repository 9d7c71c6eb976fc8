import type { Caller } from './backOffice.ts'

/** Connects a public site; returns its id and its secret. */
export async function connectSite(
  admin: Caller,
  { url, ...values }: { url: string } & Record<string, unknown>,
): Promise<{ id: string; secret: string }> {
  const { status, body } = await admin.call('POST', '/api/public-sites', {
    name: 'Site',
    address: 'https://site.example',
    hook: { provider: 'webhook', url },
    quietSeconds: 0,
    longestWaitSeconds: 5,
    shows: { collections: ['press-releases'] },
    enabled: true,
    ...values,
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { id: body.doc.id, secret: body.doc.hook.secret }
}
