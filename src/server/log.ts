import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/**
 * The log of the process: JSON lines in production, readable lines at a terminal. It holds no
 * personal data and no secret: paths without their query, one-time tokens blotted out, no address.
 */
export function createLog({ level, isReadable }: { level: string; isReadable: boolean }): Log {
  const options = {
    level,
    base: undefined,
    redact: {
      paths: ['headers.authorization', 'headers.cookie', '*.password', '*.secret', '*.token', '*.url'],
      censor: '…',
    },
  }
  const stream: DestinationStream | undefined = isReadable
    ? pretty({ colorize: true, translateTime: 'HH:MM:ss', ignore: 'pid,hostname,id', sync: true })
    : undefined
  return stream ? pino(options, stream) : pino(options)
}

/** A path as it may be written into a log: without its query and without one-time tokens. */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.replace(/\/(reset|verify|invitation)(?:-password)?\/[^/]+/g, '/$1/…')
}
