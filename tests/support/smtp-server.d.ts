/** The package has no types of its own; what the tests use of it. */
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  type Done = (error?: Error | null) => void

  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean
      disabledCommands?: string[]
      onRcptTo?: (address: { address: string }, session: object, done: Done) => void
      onData?: (stream: Readable, session: object, done: Done) => void
    })
    server: Server
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
  }
}
