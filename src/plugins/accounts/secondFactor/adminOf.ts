import type { Config } from 'payload'

/** Where a session that waits gives its second factor. */
export const SECOND_FACTOR_PATH = '/second-factor'

const HERE = '/src/plugins/accounts/secondFactor/admin'

/** The page on which a second factor is given or set up, and the way to it from the sign-in; the line that says through whose eyes one looks. */
export const withSecondFactor = (admin: Config['admin']): Config['admin'] => ({
  ...admin,
  components: {
    ...admin?.components,
    beforeLogin: [...(admin?.components?.beforeLogin ?? []), `${HERE}/AskSecondFactor.tsx#AskSecondFactor`],
    header: [...(admin?.components?.header ?? []), '/src/plugins/accounts/admin/SeeingAs.tsx#SeeingAs'],
    views: {
      ...admin?.components?.views,
      secondFactor: {
        Component: `${HERE}/SecondFactorView.tsx#SecondFactorView`,
        path: SECOND_FACTOR_PATH,
        exact: true,
        meta: { title: 'Double authentification' },
      },
    },
  },
})
