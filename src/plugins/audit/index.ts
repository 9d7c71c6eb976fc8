import type { Field, Plugin } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { holds } from '../../access/decide.ts'
import { counted } from '../../access/limitClients.ts'
import { RECORD_ACT } from '../../access/tellAct.ts'
import { withTables } from '../../database/database.ts'
import { frEn } from '../../text/frEn.ts'
import { withWork } from '../../work/withWork.ts'
import { startChaining } from './chain.ts'
import { recordDenied } from './denied.ts'
import { auditEndpoint } from './readActs.ts'
import { recordTold } from './record.ts'
import { auditLog } from './tables.ts'
import { watched } from './watch.ts'

/**
 * The log of acts: who did what, when, from where, with which outcome, for every collection that says how
 * it belongs. Only added to, chained by hash. Compose it after every plugin that adds a collection.
 * @param chains whether this process is to link what was written
 */
export const audit =
  ({ chains }: { chains: boolean }): Plugin =>
  (config) =>
    withWork(
      {
        ...config,
        custom: { ...config.custom, [RECORD_ACT]: recordTold },
        admin: {
          ...config.admin,
          components: {
            ...config.admin?.components,
            afterNavLinks: [
              ...(config.admin?.components?.afterNavLinks ?? []),
              '/src/plugins/audit/admin/LogLink.tsx#LogLink',
            ],
            views: {
              ...config.admin?.components?.views,
              log: {
                Component: '/src/plugins/audit/admin/LogView.tsx#LogView',
                path: '/log',
                exact: true,
                meta: { title: 'Journal' },
              },
            },
          },
        },
        db: withTables(config.db, { audit_log: auditLog }),
        endpoints: [...(config.endpoints ?? []), counted(auditEndpoint)],
        hooks: { ...config.hooks, afterError: [...(config.hooks?.afterError ?? []), recordDenied] },
        collections: config.collections?.map((collection) =>
          collection.custom?.area || collection.slug === 'schedules'
            ? watched({ ...collection, fields: [...collection.fields, history] })
            : collection,
        ),
      },
      chains ? startChaining : undefined,
    )

/** What was done with a document, on its page, for who may read the log. */
const history: Field = {
  name: 'history',
  type: 'ui',
  label: frEn('Journal', 'Log'),
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    condition: (data, _sibling, { user }) => Boolean(data?.id) && holds(actorOf(user), 'readAudit'),
    components: { Field: '/src/plugins/audit/admin/History.tsx#History' },
  },
}
