import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { logIn, openFromList, openPage, PHONE } from '../support/browser.ts'
import { until } from '../support/runningProduct.ts'

const { url, site, password, mailDirectory } = inject('product')
const EMAIL = `formulaires${Date.now()}@reseau.example`
const PASSWORD = 'quatre mots choisis au hasard'
const SHOTS = process.env.SCREENSHOTS

let browser: Awaited<ReturnType<typeof openPage>>
beforeAll(async () => {
  const json = { 'content-type': 'application/json' }
  const ask = async (path: string, init?: RequestInit) => (await fetch(`${url}/api${path}`, init)).json()
  const body = JSON.stringify({ email: 'admin@reseau.example', password })
  const { token } = await ask('/users/login', { method: 'POST', headers: json, body })
  const headers = { ...json, Authorization: `JWT ${token}` }
  const { docs } = await ask('/members?where[slug][equals]=cite-des-electriciens', { headers })
  const assignments = [{ role: SHIPPED_ROLES['site-publisher'].id, member: docs[0].id }]
  const person = JSON.stringify({ name: 'Formulaires', email: EMAIL, password: PASSWORD, assignments })
  expect((await ask('/users', { method: 'POST', headers, body: person })).errors).toBeUndefined()
  browser = await openPage()
})
afterAll(() => browser.close())

const shoot = async (name: string) => {
  if (SHOTS) await browser.page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
}

it('a forgotten password: the form sends a mail', async () => {
  const { page } = browser
  await page.goto(`${url}/admin/forgot`)
  await page.fill('#field-email', EMAIL)
  const answered = page.waitForResponse((response) => response.url().endsWith('/forgot-password'))
  await page.click('button[type=submit]')
  expect((await answered).status()).toBe(200)
  await until(
    async () =>
      readdirSync(mailDirectory).some((name) => {
        const mail = readFileSync(join(mailDirectory, name), 'utf8')
        return mail.includes(`To: ${EMAIL}`) && mail.includes('nouveau mot de passe')
      }),
    15_000,
  )
  // Who mistyped an address gives another one.
  await page.getByRole('link', { name: 'Retour à la connexion' }).click()
  await page.getByRole('link', { name: 'Mot de passe oublié' }).click()
  await page.waitForSelector('#field-email')
})

it.each([
  ['a forgotten password', '/admin/forgot', '#field-email'],
  ['a new password', '/admin/reset/0123456789abcdef', 'input[type=password]'],
])('the form of %s keeps what is typed, however late the words of the calendar arrive', async (_name, path, field) => {
  const slow = await openPage()
  try {
    let [asked, arrived] = [false, false]
    await slow.page.route(/\/_next\/static\/.*\.js/, async (route) => {
      const answer = await route.fetch()
      const body = await answer.text()
      // The French words of date-fns, in a file of their own.
      if (body.includes('moins d’une seconde')) {
        asked = true
        await new Promise((resolve) => setTimeout(resolve, 3_000))
        arrived = true
      }
      await route.fulfill({ response: answer, body })
    })
    await slow.page.goto(`${url}${path}`)
    await slow.page.locator(field).first().fill('quelqu.un@reseau.example')
    await until(async () => arrived, 15_000)
    await slow.page.waitForTimeout(1_000)
    expect([asked, await slow.page.locator(field).first().inputValue()]).toEqual([true, 'quelqu.un@reseau.example'])
  } finally {
    await slow.close()
  }
})

it('who changes their own password is asked for the current one', async () => {
  const { page } = browser
  await logIn(page, { url, email: EMAIL, password: PASSWORD })
  await page.goto(`${url}/admin/account`)
  await page.getByLabel('Mot de passe actuel').first().waitFor()
})

it('a form says at the field why it is refused', async () => {
  const { page } = browser
  await page.goto(`${url}/admin/collections/contacts/create`)
  await page.getByRole('button', { name: 'Enregistrer' }).first().click()
  await page.getByText('Donnez au moins un nom ou une fonction.').first().waitFor()
  await shoot('contact-refuse')
})

it('a preview link shows the draft as a page of the public site', async () => {
  const { page } = browser
  await page.goto(`${url}/admin/collections/press-releases`)
  await openFromList(page)
  await page.waitForSelector('.preview')
  await page.getByRole('button', { name: 'Créer un lien' }).click()
  const link = page.locator('.preview li a').first()
  await link.waitFor()
  await shoot('apercu-lien')
  const address = String(await link.getAttribute('href'))
  expect(address).toMatch(new RegExp(`^${site}/apercu/#press-releases/`))
  const reader = await openPage(PHONE)
  await reader.page.goto(address)
  await reader.page.locator('#draft h1').waitFor()
  expect(await reader.page.locator('#draft .chapo').count()).toBeGreaterThan(0)
  if (SHOTS) await reader.page.screenshot({ path: join(SHOTS, 'apercu-page.png'), fullPage: true })
  expect(reader.violations).toEqual([])
  await reader.page.goto(`${site}/apercu/#press-releases/x/y`)
  await reader.page.getByText('n’est plus valable').waitFor()
  await reader.close()
})
