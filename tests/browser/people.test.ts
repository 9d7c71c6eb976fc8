import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { DESKTOP, logIn, openFromList, openPage, PHONE } from '../support/browser.ts'

const { url, password } = inject('product')
const EMAIL = `deux.sites${Date.now()}@reseau.example`
const PASSWORD = 'quatre mots choisis au hasard'
const SHOTS = process.env.SCREENSHOTS

type Opened = Awaited<ReturnType<typeof openPage>>
const opened: Opened[] = []
afterAll(async () => {
  for (const browser of opened) await browser.close()
})

async function open(size = DESKTOP): Promise<Opened> {
  const browser = await openPage(size)
  opened.push(browser)
  return browser
}

const shoot = async ({ page }: Opened, name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
}

let colleague: Opened
let secret = ''

/** The administration opens an account for somebody who writes for two sites. */
beforeAll(async () => {
  const ask = async (path: string, init?: RequestInit) => (await fetch(`${url}/api${path}`, init)).json()
  const json = { 'content-type': 'application/json' }
  const { token } = await ask('/users/login', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: 'admin@reseau.example', password }),
  })
  const headers = { ...json, Authorization: `JWT ${token}` }
  const { docs } = await ask('/members?where[slug][in]=cite-des-electriciens,abbaye-de-royaumont&sort=name', {
    headers,
  })
  const assignments = docs.map(({ id }: { id: string }) => ({ role: SHIPPED_ROLES['site-editor'].id, member: id }))
  expect(assignments).toHaveLength(2)
  const made = await ask('/users', {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'Deux Sites', email: EMAIL, password: PASSWORD, assignments }),
  })
  expect(made.errors).toBeUndefined()
})

it('who has several sites chooses one: lists, forms and the dashboard follow', async () => {
  colleague = await open()
  const { page } = colleague
  await logIn(page, { url, email: EMAIL, password: PASSWORD })
  const options = page.locator('.site-switcher option')
  expect(await options.allTextContents()).toEqual(['Tous mes sites', 'Abbaye de Royaumont', 'Cité des Électriciens'])
  await page.goto(`${url}/admin/collections/contacts`)
  await page.waitForSelector('tbody tr:has-text("Royaumont")')
  await page.waitForSelector('tbody tr:has-text("Électriciens")')
  await page.selectOption('.site-switcher select', { label: 'Cité des Électriciens' })
  await page.waitForFunction(() => !document.querySelector('tbody')?.textContent?.includes('Royaumont'))
  await page.waitForSelector('tbody tr:has-text("Électriciens")')
  // What is the site's stands before what is the network's.
  expect(await page.locator('tbody tr').first().textContent()).toContain('Électriciens')
  await shoot(colleague, 'switcher')
  await page.goto(`${url}/admin/collections/press-releases/create`)
  await page.waitForSelector('#field-owner .relationship--single-value:has-text("Électriciens")')
  await page.goto(`${url}/admin`)
  expect(await page.textContent('.greeting__where')).toMatch(/^Cité des Électriciens/)
})

it('sets a second factor up on their own account', async () => {
  const { page } = colleague
  await page.goto(`${url}/admin/account`)
  const section = page.locator('section[aria-label="Double authentification"]')
  await section.locator('input[type=password]').fill(PASSWORD)
  await section.locator('button:has-text("Mettre en place")').click()
  await section.locator('img').waitFor()
  await section.locator('summary').click()
  secret = (await section.locator('code').textContent())?.replaceAll(' ', '') ?? ''
  await shoot(colleague, 'second-factor-set-up')
  await section
    .locator('input[inputmode=numeric]')
    .fill(new TOTP({ secret }).generate({ timestamp: Date.now() - 30_000 }))
  await section.locator('button:has-text("Confirmer")').click()
  await section.locator('.second-factor__codes').waitFor()
  expect(await section.locator('.second-factor__codes li').count()).toBe(10)
  await shoot(colleague, 'second-factor-codes')
  await section.locator('button:has-text("Je les ai gardés")').click()
  await page.waitForSelector('text=Codes de secours restants')
})

it('and is asked for a code at the next sign-in, on a telephone too', async () => {
  const phone = await open(PHONE)
  const { page } = phone
  await page.goto(`${url}/admin/login?redirect=%2Fadmin%2Fcollections%2Fpress-releases`)
  await page.fill('#field-email', EMAIL)
  await page.fill('#field-password', PASSWORD)
  await page.click('button[type=submit]')
  await page.waitForURL(/\/admin\/second-factor/)
  await page.waitForSelector('text=Tapez le code')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  await shoot(phone, 'second-factor-ask')
  await page.goto(`${url}/admin/collections/press-releases`)
  await page.waitForURL(/\/admin\/second-factor/)
  await page.waitForLoadState('networkidle')
  await page.fill('.second-factor input', '000000')
  await page.press('.second-factor input', 'Enter')
  await page.waitForSelector('[role=alert]:has-text("Ce code n’est pas le bon")').catch(async (error) => {
    await shoot(phone, 'failed')
    throw error
  })
  await page.fill('.second-factor input', new TOTP({ secret }).generate())
  await page.click('button:has-text("Entrer")')
  await page.waitForURL(/\/admin\/collections\/press-releases/)
  await page.waitForSelector('tbody td a')
})

it('a manager reads what a colleague may do, looks through their eyes, and changes nothing meanwhile', async () => {
  const manager = await open()
  const { page } = manager
  await logIn(page, { url, email: 'responsable@cite-des-electriciens.example', password })
  await page.goto(`${url}/admin/collections/users`)
  await openFromList(page, 'Rédaction de la Cité')
  await page.click('summary:has-text("Ce que cette personne peut faire")')
  await page.waitForSelector('h4:has-text("Rédaction de site, Cité des Électriciens")')
  await shoot(manager, 'rights-of')
  await page.click('button:has-text("Voir comme cette personne")')
  await page.waitForSelector('.seeing-as:has-text("Rédaction de la Cité")')
  await shoot(manager, 'seeing-as')
  expect(await page.locator('nav a[href$="/collections/users"]').count()).toBe(0)
  await page.click('.seeing-as button')
  await page.waitForSelector('nav a[href$="/collections/users"]', { state: 'attached' })
  expect(await page.locator('.seeing-as').count()).toBe(0)
})

it('and reads the log of their site', async () => {
  const manager = opened.at(-1) as Opened
  const { page } = manager
  await page.goto(`${url}/admin/log`)
  await page.waitForSelector('.log__acts li:has-text("vu comme ce compte")')
  expect(await page.locator('#log-member option').allTextContents()).toEqual([
    'Tous mes sites',
    'Cité des Électriciens',
  ])
  await shoot(manager, 'log')
  expect((await page.textContent('.log')) ?? '').not.toContain('Royaumont')
})

it('all of it breaks no Content-Security-Policy and throws nothing', () => {
  expect(opened.flatMap(({ violations }) => violations)).toEqual([])
})
