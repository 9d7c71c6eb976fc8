import { Webhook } from 'standardwebhooks'
import type { Provider } from './provider.ts'

/**
 * Any receiver, signed as Standard Webhooks asks (https://www.standardwebhooks.com). The identifier of
 * the message is the rebuild's, the same on every attempt. While a secret is being changed the message
 * bears two signatures. The receiver reports its build itself.
 */
export const webhook: Provider = {
  ask: ({ url, secrets }, message) => {
    const body = JSON.stringify(message)
    const at = new Date()
    const id = message.data.rebuild
    return {
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      },
      body,
    }
  },
}
