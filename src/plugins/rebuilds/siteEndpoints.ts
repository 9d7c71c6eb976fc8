import type { Endpoint } from 'payload'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { readDeliveries } from './deliveries.ts'
import { actOn, replaceSecret } from './siteActs.ts'
import { readTray } from './tray.ts'

/**
 * What people see and do about rebuilds, below `/api/public-sites`: the tray of all sites, the log of
 * one, and the acts *run now*, *hold*, *release*, *rebuild everything*, *send a test* and *replay*.
 */
export const siteEndpoints = ({ secret }: { secret: string }): Endpoint[] => [
  { path: '/tray', method: 'get', handler: async (req) => privateAnswer(await readTray(req)) },
  { path: '/:id/deliveries', method: 'get', handler: async (req) => privateAnswer(await readDeliveries(req)) },
  { path: '/:id/rebuilds', method: 'post', handler: async (req) => privateAnswer(await actOn(req)) },
  { path: '/:id/secret', method: 'post', handler: async (req) => privateAnswer(await replaceSecret(req, { secret })) },
]
