import type { CollectionConfig, Plugin, WidgetInstance } from 'payload'
import { type Actor, actorOf, sitesOf } from '../../access/actor.ts'
import { decide, readsProfiles } from '../../access/decide.ts'
import { withWidgets } from '../../fields/withWidgets.ts'
import { frEn } from '../../text/frEn.ts'
import { french } from './messages.ts'

const RELEASES = { collection: 'press-releases', area: 'content' } as const

type Placed = { widgetSlug: string; width: 'full' | 'large' | 'medium' | 'small' }

const DESCRIPTION = 'Rencontre, le back-office des réseaux de sites culturels.'

/** What each person sees on arrival: the product's name and marks, and a dashboard for what they have to do now. */
export const welcome = (): Plugin => (config) => {
  const withGreeting = withWidgets(config, {
    slug: 'greeting',
    Component: '/src/plugins/welcome/admin/Greeting.tsx#Greeting',
    label: frEn('Accueil', 'Welcome'),
    minWidth: 'full',
  })
  const known = new Set(withGreeting.admin?.dashboard?.widgets.map(({ slug }) => slug))
  return {
    ...withGreeting,
    i18n: { ...withGreeting.i18n, translations: { fr: french } },
    collections: withGreeting.collections?.map(withoutApiTab),
    admin: {
      ...withGreeting.admin,
      meta: {
        titleSuffix: ' · Rencontre',
        description: DESCRIPTION,
        // What a link shows in a message, in place of Payload's name and pictures.
        openGraph: { title: 'Rencontre', siteName: 'Rencontre', description: DESCRIPTION, images: [] },
        defaultOGImageType: 'off',
        icons: [{ type: 'image/svg+xml', rel: 'icon', url: ICON }],
      },
      components: {
        ...withGreeting.admin?.components,
        graphics: {
          Logo: '/src/plugins/welcome/admin/Marks.tsx#Logo',
          Icon: '/src/plugins/welcome/admin/Marks.tsx#Icon',
        },
      },
      dashboard: {
        widgets: withGreeting.admin?.dashboard?.widgets ?? [],
        defaultLayout: ({ req }) =>
          layoutFor(actorOf(req.user)).filter(({ widgetSlug }) => known.has(widgetSlug)) as WidgetInstance[],
      },
    },
  }
}

/** The dashboard by what a person may do: decide and publish, write, keep a profile, or read. */
function layoutFor(actor: Actor | undefined): Placed[] {
  const isAtSite = sitesOf(actor).length > 0
  const mayPublish = decide(actor, 'publish', RELEASES).allowed
  const mayWrite = decide(actor, 'create', RELEASES).allowed || decide(actor, 'update', RELEASES).allowed
  const mayRead = decide(actor, 'read', RELEASES).allowed
  const mayReadProfiles = readsProfiles(actor)
  return [
    { widgetSlug: 'greeting', width: 'full' },
    ...(isAtSite && mayReadProfiles ? [{ widgetSlug: 'site-profile', width: 'medium' } as const] : []),
    ...(mayPublish || mayWrite ? [{ widgetSlug: 'waiting-for-me', width: 'medium' } as const] : []),
    ...(mayWrite ? [{ widgetSlug: 'drafts', width: 'medium' } as const] : []),
    ...(mayWrite ? [{ widgetSlug: 'upcoming', width: 'medium' } as const] : []),
    ...(actor ? [{ widgetSlug: 'rebuild-tray', width: 'medium' } as const] : []),
    ...(mayRead ? [{ widgetSlug: 'recently-published', width: 'medium' } as const] : []),
    ...(!isAtSite && mayPublish && mayReadProfiles
      ? [{ widgetSlug: 'profiles-to-complete', width: 'medium' } as const]
      : []),
  ]
}

/** The developers' tab shows Payload's inner answer, which no public site reads: it only confuses who writes. */
const withoutApiTab = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  admin: { ...collection.admin, hideAPIURL: true },
})

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M3 28V15a9 9 0 0 1 18 0v13" fill="none" stroke="#b4432a" stroke-width="3.5"/><path d="M11 28V15a9 9 0 0 1 18 0v13" fill="none" stroke="#2f4a6b" stroke-width="3.5"/></svg>',
)}`
