import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

/** `next build` evaluates the configuration without a database or secrets; nothing it reads then is ever used. */
const isBuilding = process.env.NEXT_PHASE === 'phase-production-build'

const flag = (name: string, accepts = 'true or false') =>
  z
    .enum(['true', 'false'], { error: `${name} accepts ${accepts}` })
    .transform((value) => value === 'true')
    .optional()

const port = (name: string) =>
  z.coerce
    .number({ error: `${name} accepts a port number from 1 to 65535` })
    .int(`${name} accepts a port number from 1 to 65535`)
    .min(1, `${name} accepts a port number from 1 to 65535`)
    .max(65535, `${name} accepts a port number from 1 to 65535`)

const url = (name: string, protocols: string[]) => {
  const message = `${name} accepts an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), message)
}

const schema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port('PORT').default(3000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: url('PUBLIC_URL', ['http:', 'https:']).optional(),
  DATABASE_URL: url('DATABASE_URL', ['postgres:', 'postgresql:']).optional(),
  DATABASE_OWNER_URL: url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']).optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number({ error: 'DATABASE_POOL_SIZE accepts a number of connections from 2 to 200' })
    .int('DATABASE_POOL_SIZE accepts a number of connections from 2 to 200')
    .min(2, 'DATABASE_POOL_SIZE accepts a number of connections from 2 to 200')
    .max(200, 'DATABASE_POOL_SIZE accepts a number of connections from 2 to 200')
    .default(20),
  DATA_DIR: z.string().default('.data'),
  PAYLOAD_SECRET: z.string().min(32, 'PAYLOAD_SECRET accepts 32 characters or more').optional(),
  MEDIA_DIR: z.string().default('media'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'S3_BUCKET accepts the name of a bucket (a-z, 0-9, - and .)')
    .optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: url('S3_ENDPOINT', ['https:', 'http:']).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  SMTP_URL: url('SMTP_URL', ['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>@\s]+@[^<>@\s]+$|^.*<[^<>@\s]+@[^<>@\s]+>$/,
      'MAIL_FROM accepts an address, or a name and an address: Réseau <no-reply@example.org>',
    )
    .default('Rencontre <no-reply@localhost>'),
  DEMO: flag('DEMO'),
  DEMO_PASSWORD: z.string().min(12, 'DEMO_PASSWORD accepts 12 characters or more').optional(),
  EXAMPLE_SITE: flag('EXAMPLE_SITE'),
  ALLOW_PRIVATE_TARGETS: flag('ALLOW_PRIVATE_TARGETS'),
  WORKER: z.enum(['in-process', 'off'], { error: 'WORKER accepts in-process or off' }).default('in-process'),
  TRUSTED_PROXIES: z.string().optional(),
  CONTENT_REQUESTS_PER_MINUTE: z.coerce
    .number({ error: 'CONTENT_REQUESTS_PER_MINUTE accepts a number; 0 for no limit' })
    .int('CONTENT_REQUESTS_PER_MINUTE accepts a whole number; 0 for no limit')
    .min(0, 'CONTENT_REQUESTS_PER_MINUTE accepts a number from 0')
    .default(6000),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'LOG_LEVEL accepts fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

/** The environment as the product uses it: checked, with defaults, paths made absolute. */
export type Env = ReturnType<typeof readEnv>

/** A wrong environment: its message is one line per variable that names it and says what it accepts. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/**
 * Reads and checks the environment. An empty value counts as unset, because that is what
 * `VARIABLE=` in an env file or a compose file means.
 * @throws EnvError naming each wrong variable and what it accepts
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => issue.message).join('\n'))
  }
  const values = parsed.data
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  if (!accessKeyId !== !secretAccessKey) {
    throw new EnvError('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: give both or neither.')
  }
  return {
    isProduction: values.NODE_ENV === 'production',
    port: values.PORT,
    host: values.HOST,
    // As browsers write it: a name with letters beyond ASCII stands in answers byte by byte.
    publicUrl: new URL(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).href.replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL ?? (isBuilding ? 'postgres://building.invalid/none' : undefined),
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    dataDir: resolve(values.DATA_DIR),
    payloadSecret: values.PAYLOAD_SECRET ?? (isBuilding ? 'only-while-building-never-used-to-sign' : undefined),
    files: {
      directory: resolve(values.MEDIA_DIR),
      bucket: bucket
        ? {
            name: bucket,
            region: values.S3_REGION,
            endpoint: values.S3_ENDPOINT,
            credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
          }
        : undefined,
    },
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    demo: values.DEMO,
    demoPassword: values.DEMO_PASSWORD,
    exampleSite: values.EXAMPLE_SITE,
    allowPrivateTargets: values.ALLOW_PRIVATE_TARGETS,
    worker: isBuilding ? ('off' as const) : values.WORKER,
    trustedProxies: values.TRUSTED_PROXIES,
    contentRequestsPerMinute: values.CONTENT_REQUESTS_PER_MINUTE,
    logLevel: values.LOG_LEVEL,
  }
}

/** Reads a file of variables, where there is one; what the environment sets already wins. */
export function loadEnvFile(path: string): void {
  if (existsSync(path)) process.loadEnvFile(path)
}

/**
 * Completes the environment with what the start itself decided (the address of the embedded
 * database, a generated secret), so that Next and child processes see the same values.
 */
export function completeEnv(values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

/** The environment to start a child process with. */
export const childEnv = (extra: Record<string, string> = {}): NodeJS.ProcessEnv => ({ ...process.env, ...extra })
