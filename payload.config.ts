import { resolve } from 'node:path'
import { nodemailerAdapter } from '@payloadcms/email-nodemailer'
import { lexicalEditor } from '@payloadcms/richtext-lexical'
import { en } from '@payloadcms/translations/languages/en'
import { fr } from '@payloadcms/translations/languages/fr'
import { buildConfig } from 'payload'
import sharp from 'sharp'
import { database } from './src/database/database.ts'
import { readEnv } from './src/env.ts'
import { inFrench } from './src/fields/editorInFrench.ts'
import { TIMEZONES } from './src/fields/timezones.ts'
import { openFileStore } from './src/files/openFileStore.ts'
import { mailTransport } from './src/mail/mailTransport.ts'
import { sendMailTask } from './src/mail/sendMailTask.ts'
import { accessibility } from './src/plugins/accessibility/index.ts'
import { accounts, explainedRights } from './src/plugins/accounts/index.ts'
import { audit } from './src/plugins/audit/index.ts'
import { charters } from './src/plugins/charters/index.ts'
import { contacts } from './src/plugins/contacts/index.ts'
import { library } from './src/plugins/library/index.ts'
import { members } from './src/plugins/members/index.ts'
import { press } from './src/plugins/press/index.ts'
import { previews } from './src/plugins/previews/index.ts'
import { programmes } from './src/plugins/programmes/index.ts'
import { publication } from './src/plugins/publication/index.ts'
import { rebuilds } from './src/plugins/rebuilds/index.ts'
import { truthOfWrites } from './src/plugins/truth-of-writes/index.ts'
import { welcome } from './src/plugins/welcome/index.ts'
import { LANGUAGES } from './src/text/languages.ts'

const env = readEnv()
/** Next evaluates the configuration while it builds, and commands start Payload too: neither is to work in the background. */
const works = env.worker === 'in-process'
const root = import.meta.dirname ?? process.cwd()

export default buildConfig({
  plugins: [
    // Who and where
    accounts(),
    members(),
    library({ store: openFileStore(env.files) }),

    // What is published
    press({ contacts: 'contacts', programmes: 'programmes' }),
    contacts(),
    charters(),
    programmes(),

    // How it leaves
    publication({ runsClock: works }),
    rebuilds({
      secret: env.payloadSecret ?? '',
      allowPrivateTargets: env.allowPrivateTargets ?? false,
      tellsPeople: works,
    }),
    previews({ secret: env.payloadSecret ?? '', sites: 'public-sites' }),

    // Who did what
    explainedRights(),
    audit({ chains: works }),

    // That what is said to be written is
    truthOfWrites({ runsJobs: works }),

    // What people see first
    welcome(),
    accessibility(),
  ],

  serverURL: env.publicUrl,
  csrf: [env.publicUrl],
  cors: [],
  secret: env.payloadSecret ?? '',
  db: database({ connectionString: env.databaseUrl, poolSize: env.databasePoolSize }),
  editor: inFrench(lexicalEditor({})),
  email: nodemailerAdapter(
    mailTransport({ smtpUrl: env.smtpUrl, from: env.mailFrom, directory: `${env.dataDir}/mail` }),
  ),
  sharp,

  localization: {
    locales: [
      { code: 'fr', label: { fr: 'Français', en: 'French' } },
      { code: 'en', label: { fr: 'Anglais', en: 'English' } },
    ],
    defaultLocale: LANGUAGES[0],
    fallback: true,
  },
  i18n: { supportedLanguages: { fr, en }, fallbackLanguage: 'fr' },

  admin: {
    user: 'users',
    avatar: 'default',
    dateFormat: 'd MMMM yyyy HH:mm',
    timezones: { defaultTimezone: 'Europe/Paris', supportedTimezones: TIMEZONES },
    importMap: { baseDir: root },
  },

  // Public reads are served from the ledger alone (docs/decisions/004): nothing here answers the anonymous.
  graphQL: { disable: true },
  defaultDepth: 0,
  maxDepth: 3,
  jobs: { tasks: [sendMailTask] },
  loggingLevels: {
    AuthenticationError: 'info',
    Forbidden: 'info',
    LockedAuth: 'info',
    NotFound: 'info',
    ValidationError: 'info',
  },
  telemetry: false,
  typescript: { outputFile: resolve(root, 'src/payload-types.ts') },
})
