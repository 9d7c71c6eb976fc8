import type { WidgetServerProps } from 'payload'
import { actorOf, sitesOf } from '../../../access/actor.ts'
import { readsProfiles } from '../../../access/decide.ts'
import { aside } from '../../../database/aside.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { DocumentList } from '../../../widgets/DocumentList.tsx'
import { profileCompleteness } from '../profileCompleteness.ts'

/** A site's own profile: how complete it is, what to add next, and when it was last read through. */
export async function SiteProfile({ req }: WidgetServerProps) {
  const actor = actorOf(req.user)
  const [site] = sitesOf(actor)
  if (!site || !readsProfiles(actor)) return null
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  const member = await req.payload.findByID({
    collection: 'members',
    id: site,
    depth: 0,
    draft: true,
    disableErrors: true,
    overrideAccess: false,
    user: req.user,
    req: aside(req),
  })
  if (!member) return null
  const { percent, missing } = profileCompleteness(member)
  const href = `/admin/collections/members/${member.id}`
  const reviewed = member.profileReviewedAt
    ? new Date(member.profileReviewedAt).toLocaleDateString(say('fr-FR', 'en-GB'), { dateStyle: 'long' })
    : say('jamais', 'never')
  return (
    <DocumentList
      documents={missing.slice(0, 4).map((words) => ({
        id: words.en,
        href,
        title: `${say('Ajouter', 'Add')} ${inLanguageOf(req, words)}`,
        detail: '',
      }))}
      empty={say('Votre profil est complet.', 'Your profile is complete.')}
      heading={`${say('Profil de mon site', 'My site’s profile')} : ${percent} %`}
      more={
        <p className="document-list__empty" style={{ marginTop: '0.9rem' }}>
          {say('Relu', 'Reviewed')} : {reviewed}
        </p>
      }
    />
  )
}

/** For the network: the published profiles that lack most. */
export async function ProfilesToComplete({ req }: WidgetServerProps) {
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  if (!readsProfiles(actorOf(req.user))) return null
  const { docs } = await req.payload.find({
    collection: 'members',
    where: { _status: { equals: 'published' } },
    depth: 0,
    limit: 100,
    sort: 'name',
    overrideAccess: false,
    user: req.user,
    req: aside(req),
  })
  const profiles = docs
    .map((member) => ({ member, ...profileCompleteness(member) }))
    .filter(({ percent }) => percent < 100)
    .sort((a, b) => a.percent - b.percent)
    .slice(0, 6)
  return (
    <DocumentList
      documents={profiles.map(({ member, percent, missing }) => ({
        id: member.id,
        href: `/admin/collections/members/${member.id}`,
        title: member.name ?? '',
        detail: `${percent} % · ${say('à ajouter :', 'to add:')} ${missing
          .slice(0, 2)
          .map((words) => inLanguageOf(req, words))
          .join(', ')}`,
      }))}
      empty={say('Tous les profils sont complets.', 'All profiles are complete.')}
      heading={say('Profils à compléter', 'Profiles to complete')}
    />
  )
}
