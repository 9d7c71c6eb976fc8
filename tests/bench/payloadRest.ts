/**
 * The other baseline: Payload's own REST on the same database, open to everybody and without any of our
 * guards and hooks, so that it is as fast as Payload can be here.
 */
import { createServer } from 'node:http'
import { getPayload } from 'payload'
import { answerWithPayload } from '../support/answerWithPayload.ts'

const { default: config } = await import('../../payload.config.ts')
const payload = await getPayload({ config })
for (const { config: collection } of Object.values(payload.collections)) {
  collection.access.read = () => true
  collection.hooks.beforeOperation = []
  collection.hooks.beforeRead = []
  collection.hooks.afterRead = []
  collection.hooks.afterOperation = []
  for (const field of collection.flattenedFields) {
    if ('access' in field && field.access) field.access = {}
  }
}
const server = createServer((request, response) => void answerWithPayload(config, undefined, request, response))
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as { port: number }).port}\n`))
