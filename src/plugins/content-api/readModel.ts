import pg from 'pg'
import postgres from 'postgres'

/** One question to the database: its values stand in it by number. */
export type Question = {
  text: string
  values?: unknown[]
  /** Whether it is asked again and again in this form: PostgreSQL then remembers how it answers it. */
  isKept?: boolean
  /** Whether it may take long, as a search does: it waits for others of its kind alone. */
  isLong?: boolean
}

/** The published read model, for reading. */
export type ReadModel = {
  ask: <Answer extends object>(question: Question) => Promise<Answer[]>
  /** The same, each column as the bytes that PostgreSQL sent, in their order. */
  askBytes: (question: Question) => Promise<Array<Array<Buffer | null>>>
  close: () => Promise<void>
}

/** More would not be answered sooner: what is at work at PostgreSQL shares its processors (docs/decisions/022). */
const CONNECTIONS = 4
/** A search, words looked for in every document, a page far on: they keep waiting who asks for the like, and nobody else. */
const CONNECTIONS_FOR_LONG = 4
const CONNECT_S = 5
const STATEMENT_MS = 10_000
const AGAIN_S = 0.5

/**
 * Opens the read model with a driver that hands bytes on: the rest of the product's decodes every column into a
 * string first (docs/decisions/022).
 */
export function openReadModel(databaseUrl: string): ReadModel {
  // The address means what it means to the rest of the product.
  const { host, port, database, user, password, ssl } = new pg.Client({ connectionString: databaseUrl })
  const options = {
    ...(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }),
    database: database ?? '',
    username: user ?? '',
    password: password ?? '',
    ssl: ssl as boolean | object,
    // Behind a slow question nobody waits.
    max_pipeline: 1,
    connect_timeout: CONNECT_S,
    backoff: () => AGAIN_S,
    onnotice: () => {},
    connection: {
      application_name: 'rencontre content',
      statement_timeout: STATEMENT_MS,
      // A plan that is compiled for 100 ms to read ten rows.
      jit: false,
    },
  }
  const short = postgres({ ...options, max: CONNECTIONS })
  const long = postgres({ ...options, max: CONNECTIONS_FOR_LONG })
  const query = ({ text, values = [], isKept = false, isLong = false }: Question) =>
    (isLong ? long : short).unsafe(text, values as never[], { prepare: isKept })
  return {
    ask: async <Answer extends object>(question: Question) => [...(await query(question))] as unknown as Answer[],
    askBytes: async (question) => [...(await query(question).raw())] as unknown as Array<Array<Buffer | null>>,
    close: async () => {
      await Promise.all([short.end({ timeout: 1 }), long.end({ timeout: 1 })])
    },
  }
}

/** PostgreSQL says so when it is asked for too much, or goes; and so do its connections. */
const BUSY = new Set([
  '57014',
  '57P01',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
])
export const isBusyDatabase = ({ code }: { code?: string }): boolean => BUSY.has(code ?? '')
