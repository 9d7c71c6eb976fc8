import type { Plugin } from 'payload'

/**
 * Makes the admin usable with a keyboard and a screen reader where Payload 3.90.2 leaves controls
 * without a name or text too pale (WCAG 2.2 AA: 1.4.3, 2.5.3, 4.1.2). Each repair is a line in
 * admin/repairs.ts; delete those that the framework no longer needs.
 */
export const accessibility = (): Plugin => (config) => ({
  ...config,
  admin: {
    ...config.admin,
    components: {
      ...config.admin?.components,
      providers: [
        ...(config.admin?.components?.providers ?? []),
        '/src/plugins/accessibility/admin/AccessibleNames.tsx#AccessibleNames',
      ],
    },
  },
})
