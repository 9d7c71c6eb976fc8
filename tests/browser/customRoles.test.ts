import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { DESKTOP, logIn, openFromList, openPage, PHONE } from '../support/browser.ts'
import { until } from '../support/runningProduct.ts'

const { url, password, mailDirectory } = inject('product')
const EMAIL = `relectrice${Date.now()}@cite-des-electriciens.example`
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

/** The text of the last mail to somebody, as it was sent. */
function mailTo(address: string): string | undefined {
  const mails = readdirSync(mailDirectory)
    .sort()
    .map((name) => readFileSync(join(mailDirectory, name), 'utf8'))
  return mails
    .filter((mail) => mail.includes(`To: ${address}`))
    .at(-1)
    ?.replaceAll(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
}

it('a site manager makes a role for their site; what they do not hold is shown and locked', async () => {
  const manager = await open()
  const { page } = manager
  await logIn(page, { url, email: 'responsable@cite-des-electriciens.example', password })
  await page.goto(`${url}/admin/collections/roles/create`)
  await page.waitForSelector('.rights table')
  expect(await page.isDisabled('input[aria-label^="Sites publics : Publier"]')).toBe(true)
  await page.fill('#field-name', 'Relecture de la Cité')
  await page.check('input[aria-label="Communiqués : Modifier"]')
  expect(await page.isChecked('input[aria-label="Communiqués : Lire"]')).toBe(true)
  await shoot(manager, 'role')
  await page.click('#action-save')
  await page.waitForURL(/\/roles\/[0-9a-f-]{36}/)
  await page.reload()
  await page.waitForSelector('.rights table')
  expect(await page.isChecked('input[aria-label="Communiqués : Modifier"]')).toBe(true)
  expect(await page.isChecked('input[aria-label="Communiqués : Publier"]')).toBe(false)
})

it('then invites a colleague with it', async () => {
  const manager = opened[0] as Opened
  const { page } = manager
  await page.route('**/api/users/sites', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await page.goto(`${url}/admin/collections/users`)
  await page.click('summary:has-text("Inviter une personne")')
  await page.fill('.rights__invite [name=name]', 'Relectrice de la Cité')
  await page.fill('.rights__invite [name=email]', EMAIL)
  await page.selectOption('.rights__invite [name=role]', { label: 'Relecture de la Cité' })
  expect(await page.locator('.rights__invite [name=member] option').allTextContents()).toEqual([
    'Cité des Électriciens',
  ])
  await shoot(manager, 'invite')
  await page.click('.rights__invite button')
  await page.waitForSelector('[role=status]:has-text("Invitation envoyée")')
  await page.waitForSelector(
    'tbody tr:has-text("Relectrice de la Cité"):has-text("Relecture de la Cité, Cité des Électriciens")',
  )
})

it('who would invite while the server fails reads so, in place of a form that offers nothing', async () => {
  const { page } = opened[0] as Opened
  await page.route('**/api/users/sites', (route) => route.abort())
  await page.reload()
  await page.click('summary:has-text("Inviter une personne")')
  await page.waitForSelector('[role=status]:has-text("Le serveur ne répond pas. Réessayez.")')
  expect(await page.locator('.rights__invite').count()).toBe(0)
  await page.unroute('**/api/users/sites')
})

it('who chooses a password by the link, and sees exactly that', async () => {
  await until(async () => mailTo(EMAIL) !== undefined, 15_000)
  const link = /http:\S+\/admin\/reset\/\w+/.exec(mailTo(EMAIL) ?? '')?.[0]
  const colleague = await open(PHONE)
  const { page } = colleague
  await page.goto(link ?? '')
  await page.waitForLoadState('networkidle')
  await page.fill('#field-password', 'quatre mots choisis au hasard')
  await page.fill('#field-confirm-password', 'quatre mots choisis au hasard')
  await shoot(colleague, 'first-password')
  await page.click('button[type=submit]')
  await page.waitForSelector('.greeting').catch(async (error) => {
    throw new Error(`${error}\n${page.url()}\n${(await page.textContent('body'))?.slice(0, 600)}`)
  })
  await shoot(colleague, 'colleague')
  const text = (await page.textContent('body')) ?? ''
  expect(text).toContain('Cité des Électriciens')
  for (const words of ['Écrire un communiqué', 'Ajouter une image', 'Inviter une personne', 'Mettre à jour mon site'])
    expect(text).not.toContain(words)
  const links = await page
    .locator('nav a[href*="/collections/"]')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname.split('/').at(-1)))
  expect([...new Set(links)].filter((slug) => slug !== 'press-releases' && slug !== 'schedules')).toEqual([])
  await page.goto(`${url}/admin/collections/press-releases`)
  await openFromList(page)
  await page.waitForSelector('#field-title')
  expect(await page.locator('#action-save, #action-save-draft').count()).toBeGreaterThan(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

it('the manager reads beside a document who can do what with it, and what was done', async () => {
  const manager = opened[0] as Opened
  const { page } = manager
  await page.goto(`${url}/admin/collections/press-releases`)
  await openFromList(page, 'Cité des Électriciens')
  await page.click('summary:has-text("Qui peut quoi ici")')
  await page.waitForSelector('.rights--aside section:has-text("Relectrice de la Cité")')
  const hers = await page.textContent('.rights--aside section:has-text("Relectrice de la Cité")')
  expect(hers).toContain('Lire, Modifier')
  expect(hers).toContain('Relecture de la Cité')
  await page.click('summary:has-text("Journal")')
  await page.waitForSelector('.history ol')
  await shoot(manager, 'who-can')
})

it('makes a key for a program, and sees it once', async () => {
  const manager = opened[0] as Opened
  const { page } = manager
  await page.goto(`${url}/admin/collections/api-clients/create`)
  await page.fill('#field-name', 'Agenda de la Cité')
  await page.click('#action-save')
  await page.waitForSelector('.payload-toast-container [data-type="error"]')
  // A program without a role can do nothing: the form says so, and a role is added.
  await page.click('#field-assignments button:has-text("Ajouter")')
  await page.click('#field-assignments__0__role .rs__control')
  await page.click('.rs__option:has-text("Client API")')
  await page.click('#action-save')
  await page.waitForSelector('.rights__acts')
  await page.fill('.rights__acts input', 'serveur')
  await page.click('.rights__acts button')
  await page.waitForSelector('.rights code')
  expect(await page.textContent('.rights code')).toMatch(/^renc_[\w-]{43}$/)
  await shoot(manager, 'key')
})

it('all of it breaks no Content-Security-Policy and throws nothing', () => {
  expect(opened.flatMap(({ violations }) => violations)).toEqual([])
})
