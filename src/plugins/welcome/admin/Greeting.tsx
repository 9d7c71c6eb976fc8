import type { WidgetServerProps } from 'payload'
import { actorOf } from '../../../access/actor.ts'
import { decide } from '../../../access/decide.ts'
import { aside } from '../../../database/aside.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import './greeting.css'

/** Greets a person, says where they work, and offers what they do most. */
export async function Greeting({ req }: WidgetServerProps) {
  const actor = actorOf(req.user)
  if (!actor || !req.user) return null
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  const site = actor.member
    ? await req.payload.findByID({
        collection: 'members',
        id: actor.member,
        depth: 0,
        select: { name: true },
        disableErrors: true,
        overrideAccess: false,
        user: req.user,
        req: aside(req),
      })
    : undefined
  const mayWrite = decide(actor, 'create', 'content').allowed
  const actions = [
    ...(mayWrite
      ? [
          {
            href: '/admin/collections/press-releases/create',
            label: say('Écrire un communiqué', 'Write a press release'),
            isMain: true,
          },
          { href: '/admin/collections/media/create', label: say('Ajouter une image', 'Add a picture') },
        ]
      : []),
    ...(site && decide(actor, 'update', 'profile').allowed
      ? [{ href: `/admin/collections/members/${site.id}`, label: say('Mettre à jour mon site', 'Update my site') }]
      : []),
    ...(actor.role === 'network-admin'
      ? [{ href: '/admin/collections/users/create', label: say('Ouvrir un compte', 'Open an account') }]
      : []),
    { href: '/admin/collections/press-releases', label: say('Voir les communiqués', 'See the press releases') },
  ]
  return (
    <section className="greeting">
      <h1>
        {say('Bonjour', 'Hello')}, {req.user.name}
      </h1>
      <p className="greeting__where">{site?.name ?? say('Le réseau', 'The network')}</p>
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
