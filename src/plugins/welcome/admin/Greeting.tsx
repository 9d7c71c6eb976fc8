import type { WidgetServerProps } from 'payload'
import { accountName } from '../../../access/accountName.ts'
import { actorOf, sitesOf } from '../../../access/actor.ts'
import { decide, holds } from '../../../access/decide.ts'
import { seenAs } from '../../../access/seeAs.ts'
import { aside } from '../../../database/aside.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import './greeting.css'

/** Greets a person, says where they work, and offers what they do most. */
export async function Greeting({ req }: WidgetServerProps) {
  const actor = actorOf(req.user)
  if (!actor || !req.user) return null
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  // Through the eyes of somebody else, they are greeted.
  const seen = seenAs(req.user)
  const name = (seen && (await accountName(req.payload, seen))) ?? req.user.name
  const own = sitesOf(actor)
  const { docs } = await req.payload.find({
    collection: 'members',
    where: { id: { in: own } },
    depth: 0,
    limit: own.length,
    select: { name: true },
    // One's own sites by name, also where nothing of them is public.
    overrideAccess: true,
    req: aside(req),
  })
  // In the order in which they are held: the chosen one first (access/chosenSite.ts).
  const sites = docs.toSorted((a, b) => own.indexOf(a.id) - own.indexOf(b.id))
  const mayCreate = (collection: 'press-releases' | 'media') =>
    decide(actor, 'create', { collection, area: 'content' }).allowed
  const actions = [
    ...(mayCreate('press-releases')
      ? [
          {
            href: '/admin/collections/press-releases/create',
            label: say('Écrire un communiqué', 'Write a press release'),
            isMain: true,
          },
        ]
      : []),
    ...(mayCreate('media')
      ? [{ href: '/admin/collections/media/create', label: say('Ajouter une image', 'Add a picture') }]
      : []),
    ...sites
      .filter(({ id }) => decide(actor, 'update', { collection: 'members', area: 'profile' }, { id }).allowed)
      .map(({ id, name }) => ({
        href: `/admin/collections/members/${id}`,
        label:
          sites.length > 1
            ? `${say('Mettre à jour', 'Update')} ${name}`
            : say('Mettre à jour mon site', 'Update my site'),
      })),
    ...(holds(actor, 'manageUsers')
      ? [{ href: '/admin/collections/users', label: say('Inviter une personne', 'Invite a person') }]
      : []),
    ...(decide(actor, 'read', { collection: 'press-releases', area: 'content' }).allowed
      ? [{ href: '/admin/collections/press-releases', label: say('Voir les communiqués', 'See the press releases') }]
      : []),
  ]
  return (
    <section className="greeting">
      <h1>
        {say('Bonjour', 'Hello')}, {name}
      </h1>
      <p className="greeting__where">{sites.map(({ name }) => name).join(', ') || say('Le réseau', 'The network')}</p>
      <nav aria-label={say('Actions rapides', 'Quick actions')}>
        <ul className="greeting__actions">
          {actions.map(({ href, label, ...action }) => (
            <li key={href}>
              <a
                className={'isMain' in action ? 'greeting__action greeting__action--main' : 'greeting__action'}
                href={href}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </section>
  )
}
