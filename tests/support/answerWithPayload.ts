import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { handleEndpoints } from 'payload'

/** Answers `/api` as Next's route does, without a build of the admin. */
export async function answerWithPayload(
  config: unknown,
  key: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const answer = await handleEndpoints({
    config: config as never,
    ...(key === undefined ? {} : { payloadInstanceCacheKey: key }),
    request: new Request(`http://localhost:3999${request.url}`, {
      method: request.method ?? 'GET',
      headers: request.headers as Record<string, string>,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
    } as RequestInit),
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}
