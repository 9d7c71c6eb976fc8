import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export type Received = {
  at: number
  id: string
  type: string
  positions: number[]
  body: string
  headers: Record<string, string>
}

/** A receiver of webhooks that verifies with the reference library, remembers what came and answers as it is told. */
export type Receiver = {
  url: string
  calls: Received[]
  /** The secrets by which a message may be signed; checked when there are any. */
  secrets: string[]
  unverified: number
  /** What it does with a call; answers 202 unless told otherwise. */
  answer: (request: IncomingMessage, response: ServerResponse, received: Received) => unknown
  close: () => Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const headers = request.headers as Record<string, string>
    if (receiver.secrets.length > 0 && !receiver.secrets.some((secret) => isSigned(secret, body, headers)))
      receiver.unverified += 1
    const message = parsed(body)
    const received: Received = {
      at: Date.now(),
      id: headers['webhook-id'] ?? '',
      type: message?.type ?? '',
      positions: (message?.data?.changes ?? []).map(({ position }) => position),
      body,
      headers,
    }
    receiver.calls.push(received)
    try {
      await receiver.answer(request, response, received)
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls: [],
    secrets: [],
    unverified: 0,
    answer: (_request, response) => response.writeHead(202).end('received'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}

type Message = { type?: string; data?: { changes?: Array<{ position: number }> } }

function parsed(body: string): Message | undefined {
  try {
    return JSON.parse(body) as Message
  } catch {
    return undefined
  }
}

function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

/** Reports how a rebuild stands, as a public site does. */
export async function report(
  office: string,
  { rebuild, state, secret, log }: { rebuild: string; state: string; secret: string; log?: string },
): Promise<number> {
  const body = JSON.stringify({ state, ...(log ? { log } : {}) })
  const at = new Date()
  const answer = await fetch(`${office}/rebuilds/${rebuild}/status`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': `status_${rebuild}_${state}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(`status_${rebuild}_${state}`, at, body),
    },
    body,
  })
  return answer.status
}
