/**
 * The baseline of the content API: a bare `node:http` server that answers addresses with the same headers and
 * bytes, from memory. It asks another server for them once; `--stream` addresses are sent in the same pieces.
 */
import { createServer } from 'node:http'

const [origin = '', ...paths] = process.argv.slice(2)
const kept = new Map<string, { headers: string[]; body: Buffer; etag: string }>()
for (const path of paths) {
  const answer = await fetch(`${origin}${path}`, { headers: { 'accept-encoding': 'identity' } })
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = [...answer.headers]
    .filter(([name]) => !['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length'].includes(name))
    .flat()
  kept.set(path, {
    body,
    headers: [...headers, 'content-length', String(body.length)],
    etag: answer.headers.get('etag') ?? '',
  })
}

const server = createServer((request, response) => {
  const found = kept.get(request.url ?? '')
  if (!found) {
    response.writeHead(404).end()
  } else if (request.headers['if-none-match'] === found.etag) {
    response.writeHead(304, ['ETag', found.etag]).end()
  } else {
    response.writeHead(200, found.headers)
    response.end(found.body)
  }
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as { port: number }).port}\n`))
