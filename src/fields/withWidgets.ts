import type { Config, Widget } from 'payload'

/** A configuration with more widgets for the dashboard. Who sees which is decided by the capability `welcome`. */
export const withWidgets = (config: Config, ...widgets: Widget[]): Config => ({
  ...config,
  admin: {
    ...config.admin,
    dashboard: { ...config.admin?.dashboard, widgets: [...(config.admin?.dashboard?.widgets ?? []), ...widgets] },
  },
})
