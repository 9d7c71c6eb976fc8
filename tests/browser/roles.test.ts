import { expect, inject, it } from 'vitest'
import { DEMONSTRATION_ACCOUNTS } from '../../src/demo/accounts.ts'
import { logIn, openPage } from '../support/browser.ts'

const { url, password } = inject('product')

/** What each kind of person finds on arrival, and what not. */
const EXPECTED: Record<string, { sees: string[]; not: string[] }> = {
  'admin@reseau.example': {
    sees: ['Écrire un communiqué', 'Inviter une personne', 'Profils à compléter'],
    not: ['Profil de mon site'],
  },
  'communication@reseau.example': {
    sees: ['Écrire un communiqué', 'À relire et à publier', 'Parus récemment'],
    not: ['Inviter une personne', 'Profil de mon site'],
  },
  'responsable@cite-des-electriciens.example': {
    sees: ['Cité des Électriciens', 'Profil de mon site', 'À relire et à publier', 'Brouillons'],
    not: ['Profils à compléter'],
  },
  'redaction@cite-des-electriciens.example': {
    sees: ['Cité des Électriciens', 'À reprendre', 'Brouillons'],
    not: ['À relire et à publier', 'Inviter une personne'],
  },
  'publication@royaumont.example': {
    sees: ['Abbaye de Royaumont', 'Profil de mon site'],
    not: ['La Cité des Électriciens rejoint'],
  },
  'lecture@reseau.example': {
    sees: ['Parus récemment', 'Voir les communiqués'],
    not: ['Écrire un communiqué', 'Brouillons'],
  },
}

it.each(DEMONSTRATION_ACCOUNTS)('$title finds what they need, in French', async ({ email }) => {
  const { page, violations, close } = await openPage()
  try {
    await logIn(page, { url, email, password })
    expect(await page.getAttribute('html', 'lang')).toBe('fr')
    const text = (await page.textContent('body')) ?? ''
    for (const words of EXPECTED[email]?.sees ?? []) expect(text).toContain(words)
    for (const words of EXPECTED[email]?.not ?? []) expect(text).not.toContain(words)
    expect(violations).toEqual([])
  } finally {
    await close()
  }
})

it('a person who chooses English gets English, also next time', async () => {
  const { page, close } = await openPage()
  try {
    await logIn(page, { url, email: 'lecture@reseau.example', password })
    await page.goto(`${url}/admin/account`)
    await page.click('.payload-settings__language .rs__control')
    await page.click('.rs__option:has-text("English")')
    await page.waitForSelector('html[lang="en"]')
    await page.goto(`${url}/admin`)
    await page.waitForSelector('.greeting :text("Hello")')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
  } finally {
    await close()
  }
})

it('an editor is offered no button to publish', async () => {
  const { page, close } = await openPage()
  try {
    await logIn(page, { url, email: 'redaction@cite-des-electriciens.example', password })
    await page.goto(`${url}/admin/collections/press-releases/create`)
    await page.waitForSelector('#action-save-draft')
    expect(await page.locator('#action-save').count()).toBe(0)
  } finally {
    await close()
  }
})

it('a list says what belongs to the network', async () => {
  const { page, close } = await openPage()
  try {
    await logIn(page, { url, email: 'communication@reseau.example', password })
    await page.goto(`${url}/admin/collections/contacts`)
    const owners = page.locator('td.cell-owner')
    await owners.filter({ hasText: 'Réseau' }).first().waitFor()
    expect((await owners.allInnerTexts()).filter((text) => text.includes('<') || !text.trim())).toEqual([])
  } finally {
    await close()
  }
})
