import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createProxyServer } from 'httpxy'
import { childEnv } from '../env.ts'
import type { Behind } from './door.ts'
import type { Log } from './log.ts'

const program = fileURLToPath(new URL('nextProcess.ts', import.meta.url))
const SOONEST_AGAIN_MS = 500
const LATEST_AGAIN_MS = 30_000
/** Who ran for so long did not end because it cannot start. */
const HEALTHY_MS = 60_000
const ENDING_MS = 10_000
/** What a connection says whose other end is not there, or went. */
const IS_GONE = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** Next and Payload, behind the door. */
export type Next = {
  behind: Behind
  /** Hands a WebSocket over (only Next's development server has one). */
  upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void
  stop: () => Promise<void>
}

/**
 * Starts Next in a process of its own, so that what it does costs the readers of public content no moment
 * (docs/decisions/019). When it ends by itself it is started anew; until then it is answered 503.
 * @param host of the door
 * @param port of the door
 * @throws Error when it does not start the first time; what it said has been shown
 */
export async function startNext({
  host,
  port,
  isDevelopment,
  log,
}: {
  host: string
  port: number
  isDevelopment: boolean
  log: Log
}): Promise<Next> {
  // Only its owner may enter a directory made like this: nobody else on the machine reaches the socket.
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-'))
  const socketPath = join(directory, 'next.sock')
  const agent = new Agent({ keepAlive: true })
  let isEnding = false
  let isUp = false
  let wait = SOONEST_AGAIN_MS
  let again: NodeJS.Timeout | undefined
  let child: ChildProcess

  const start = (): Promise<void> => {
    const started = Date.now()
    const process_ = spawn(
      process.execPath,
      [program, socketPath, host, String(port), ...(isDevelopment ? ['--dev'] : [])],
      {
        env: childEnv(),
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // Its own group: Ctrl-C reaches it through us, after the door has closed.
        detached: true,
      },
    )
    child = process_
    return new Promise((resolve, reject) => {
      process_.once('message', () => {
        isUp = true
        resolve()
      })
      process_.once('exit', (code, signal) => {
        isUp = false
        // What still waits for an answer is told now that none will come.
        agent.destroy()
        reject(new Error(`The admin ended before it was ready (${signal ?? code}); what it said stands above.`))
        if (isEnding) return
        wait = Date.now() - started > HEALTHY_MS ? SOONEST_AGAIN_MS : Math.min(wait * 2, LATEST_AGAIN_MS)
        log.error({ code, signal }, 'the process of the admin ended; it is started again')
        again = setTimeout(() => void start().catch(() => {}), wait)
      })
    })
  }

  const stop = async (): Promise<void> => {
    isEnding = true
    clearTimeout(again)
    const last = child
    if (last.exitCode === null && last.signalCode === null) {
      const ended = new Promise((resolve) => last.once('exit', resolve))
      const force = setTimeout(() => last.kill('SIGKILL'), ENDING_MS)
      if (last.connected) last.send('end')
      else last.kill('SIGKILL')
      await ended
      clearTimeout(force)
    }
    rmSync(directory, { recursive: true, force: true })
  }

  await start().catch(async (error) => {
    await stop()
    throw error
  })

  const target = { socketPath }
  const proxy = createProxyServer({ target, agent })

  return {
    behind: async (request, response) => {
      if (!isUp) return sayUnavailable(request, response)
      // They concern this connection only (RFC 9110, 7.6.1); Next would close the other on an upgrade.
      delete request.headers.upgrade
      delete request.headers.connection
      try {
        await proxy.web(request, response)
      } catch (error) {
        // The request counts as destroyed once it is read: only the response tells that nobody waits any more.
        if (response.destroyed) return
        if (!response.headersSent && IS_GONE.has((error as NodeJS.ErrnoException).code ?? ''))
          return sayUnavailable(request, response)
        throw error
      }
    },
    upgrade: (request, socket, head) => {
      proxy.ws(request, socket, { target }, head).catch(() => socket.destroy())
    },
    stop,
  }
}

const TOLD = 'Le back-office redémarre. Réessayez dans un instant.'
const PAGE = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>Un instant — Rencontre</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}</style>
<h1>Un instant</h1>
<p>Le back-office redémarre. Cette page se recharge toute seule.</p>
</html>
`

/** Says that the admin is not there for a moment: a page for people, Payload's form of errors for programs. */
function sayUnavailable(request: IncomingMessage, response: ServerResponse): void {
  const isPage = (request.headers.accept ?? '').includes('text/html')
  response.writeHead(503, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(isPage ? PAGE : JSON.stringify({ errors: [{ message: TOLD }] }))
}
