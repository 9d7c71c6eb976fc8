import { DefaultTemplate } from '@payloadcms/next/templates'
import { notFound } from 'next/navigation.js'
import type { AdminViewServerProps, CollectionSlug } from 'payload'
import { actorOf } from '../../../access/actor.ts'
import { reachOfAbility } from '../../../access/decide.ts'
import { siteNames } from '../../../access/siteNames.ts'
import { frEn, inLanguageOf, labelInWords } from '../../../text/frEn.ts'
import { actsOf } from '../readActs.ts'
import { titlesOf } from '../titlesOf.ts'
import { ActLine } from './ActLine.tsx'
import './history.css'

/** The log of acts of a site, or of all of them, for who may read it: the newest first, page by page. */
export async function LogView({ initPageResult, params, searchParams }: AdminViewServerProps) {
  const { req, visibleEntities, permissions, locale } = initPageResult
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'readAudit')
  if (!everywhere && members.length === 0) notFound()
  const say = (fr: string, en: string) => inLanguageOf(req, frEn(fr, en))
  const sites = await siteNames(req.payload, everywhere ? 'all' : members)
  const one = (name: string) => (typeof searchParams?.[name] === 'string' ? searchParams[name] : '')
  const member = sites.find(({ id }) => id === one('member'))?.id
  const before = /^\d{1,15}$/.test(one('before')) ? one('before') : undefined
  const { acts, more } = await actsOf(req, { ...(member ? { member } : {}), ...(before ? { before } : {}) })
  const kindOf = (slug: string | null): string | undefined => {
    const singular = slug ? req.payload.collections[slug as CollectionSlug]?.config.labels.singular : undefined
    return singular ? inLanguageOf(req, labelInWords(singular, '')) : undefined
  }
  const titles = await titlesOf(acts, req)
  const query = new URLSearchParams(member ? { member } : {})
  const last = acts.at(-1)
  return (
    <DefaultTemplate
      i18n={req.i18n}
      locale={locale}
      params={params}
      payload={req.payload}
      permissions={permissions}
      req={req}
      searchParams={searchParams}
      user={req.user ?? undefined}
      visibleEntities={visibleEntities}
    >
      <div className="gutter--left gutter--right log">
        <h1>{say('Journal', 'Log')}</h1>
        <form action="/admin/log" className="log__choice" method="get">
          <label htmlFor="log-member">{say('Site', 'Site')}</label>
          <select defaultValue={member ?? ''} id="log-member" name="member">
            <option value="">{everywhere ? say('Tout', 'Everything') : say('Tous mes sites', 'All my sites')}</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button type="submit">{say('Montrer', 'Show')}</button>
          <a download href={`/api/audit?${query}${query.size > 0 ? '&' : ''}format=csv`}>
            {say('Exporter en CSV', 'Export as CSV')}
          </a>
        </form>
        <ol className="log__acts">
          {acts.length === 0 ? <li>{say('Rien encore.', 'Nothing yet.')}</li> : null}
          {acts.map((act) => (
            <li key={act.position}>
              <ActLine
                act={act}
                kind={kindOf(act.collection)}
                language={req.i18n.language}
                title={titles.get(`${act.collection}/${act.documentId}`)}
              />
            </li>
          ))}
        </ol>
        {more && last ? (
          <a
            href={`/admin/log?${new URLSearchParams({ ...(member ? { member } : {}), before: String(last.position) })}`}
          >
            {say('Plus anciens', 'Older')}
          </a>
        ) : null}
      </div>
    </DefaultTemplate>
  )
}
