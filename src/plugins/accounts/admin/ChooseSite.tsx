'use client'

import { useId } from 'react'
import { SITE_COOKIE } from '../../../access/cookies.ts'
import { useSay } from '../../../widgets/useSay.ts'
import './accounts.css'

export function ChooseSite({ chosen, sites }: { chosen: string; sites: Array<{ id: string; name: string }> }) {
  const id = useId()
  const say = useSay()
  const choose = (site: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${SITE_COOKIE}=${site}; Path=/; SameSite=Strict; Max-Age=${site ? 31_536_000 : 0}`
    // A new page: lists, menus and forms are drawn for the site.
    window.location.reload()
  }
  return (
    <div className="site-switcher">
      <label className="rights__unseen" htmlFor={id}>
        {say('Je travaille pour', 'I work for')}
      </label>
      <select id={id} onChange={(event) => choose(event.target.value)} value={chosen}>
        <option value="">{say('Tous mes sites', 'All my sites')}</option>
        {sites.map((site) => (
          <option key={site.id} value={site.id}>
            {site.name}
          </option>
        ))}
      </select>
    </div>
  )
}
