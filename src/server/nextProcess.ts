import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { getPriority, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

/**
 * The process in which Next and Payload live; `startNext` starts it and speaks to it through a socket
 * (docs/decisions/019). Arguments: the path of the socket, the host and port of the door, `--dev` or nothing.
 */
const NICENESS = 5
const [socketPath = '', hostname = '', port = '', mode] = process.argv.slice(2)
const isDevelopment = mode === '--dev'
// Where processors are short, readers of public content come before the work behind the door.
comeAfterReaders()
process.title = 'rencontre admin'
// However the door ended: without it nobody can ask, and nothing may go on half.
process.on('disconnect', () => process.exit(1))

const { default: next } = await import('next')
const app = next({
  dev: isDevelopment,
  dir: fileURLToPath(new URL('../..', import.meta.url)),
  hostname,
  port: Number(port),
  quiet: true,
})
const handle = app.getRequestHandler()
await app.prepare()

// The door keeps its connections open for the next request: here nothing closes one under its hands.
const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
  handle(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    if (response.headersSent) return response.destroy()
    response
      .writeHead(500, { 'content-type': 'application/json' })
      .end('{"errors":[{"message":"Something went wrong."}]}')
  })
})
// Without a listener Node answers what asks for an upgrade like any other request.
if (isDevelopment) server.on('upgrade', app.getUpgradeHandler())
rmSync(socketPath, { force: true })
server.listen(socketPath, () => process.send?.('ready'))

/** Linux shares its processors between sessions first (sched(7), autogroups), and this process has one of its own. */
function comeAfterReaders(): void {
  // Who was started further behind stays there: none but root comes forward.
  if (getPriority() < NICENESS) setPriority(NICENESS)
  try {
    writeFileSync('/proc/self/autogroup', String(NICENESS))
  } catch {
    // A system without them, or a session further behind: the priority above is what counts.
  }
}

process.on('message', async (message) => {
  if (message !== 'end') return
  server.close()
  await app.close()
  process.exit(0)
})
