import type { Config } from 'payload'

/** Where a session that waits gives its second factor. */
export const SECOND_FACTOR_PATH = '/second-factor'

const HERE = '/src/plugins/accounts'

/**
 * What of accounts stands on every page: the second factor's own and the way to it from the sign-in, the
 * choice of a site, the line that says through whose eyes one looks, forms that keep what is typed.
 */
export const withAccountsOnPages = (admin: Config['admin']): Config['admin'] => ({
  ...admin,
  components: {
    ...admin?.components,
    beforeLogin: [
      ...(admin?.components?.beforeLogin ?? []),
      `${HERE}/secondFactor/admin/AskSecondFactor.tsx#AskSecondFactor`,
    ],
    providers: [...(admin?.components?.providers ?? []), `${HERE}/admin/WaitForWords.tsx#WaitForWords`],
    header: [...(admin?.components?.header ?? []), `${HERE}/admin/SeeingAs.tsx#SeeingAs`],
    actions: [`${HERE}/admin/SiteSwitcher.tsx#SiteSwitcher`, ...(admin?.components?.actions ?? [])],
    views: {
      ...admin?.components?.views,
      secondFactor: {
        Component: `${HERE}/secondFactor/admin/SecondFactorView.tsx#SecondFactorView`,
        path: SECOND_FACTOR_PATH,
        exact: true,
        meta: { title: 'Double authentification' },
      },
    },
  },
})
