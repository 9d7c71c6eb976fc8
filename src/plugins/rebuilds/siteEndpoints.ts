import type { Endpoint } from 'payload'
import { readDeliveries } from './deliveries.ts'
import { actOn, replaceSecret } from './siteActs.ts'
import { readTray } from './tray.ts'

/**
 * What people see and do about rebuilds, below `/api/public-sites`: the tray of all sites, the log of
 * one, and the acts *run now*, *hold*, *release*, *rebuild everything*, *send a test* and *replay*.
 */
export const siteEndpoints = ({ secret }: { secret: string }): Endpoint[] => [
  { path: '/tray', method: 'get', handler: async (req) => answer(await readTray(req)) },
  { path: '/:id/deliveries', method: 'get', handler: async (req) => answer(await readDeliveries(req)) },
  { path: '/:id/rebuilds', method: 'post', handler: async (req) => answer(await actOn(req)) },
  { path: '/:id/secret', method: 'post', handler: async (req) => answer(await replaceSecret(req, { secret })) },
]

const answer = (body: unknown): Response => Response.json(body, { headers: { 'cache-control': 'no-store' } })
