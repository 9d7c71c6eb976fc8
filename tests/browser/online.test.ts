import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { DESKTOP, logIn, openPage, PHONE } from '../support/browser.ts'

const { url, site, password } = inject('product')
const RELEASE = 'La Cité des Électriciens rejoint'

type Opened = Awaited<ReturnType<typeof openPage>>
const opened: Opened[] = []
afterAll(async () => {
  for (const browser of opened) await browser.close()
})

async function arrive(email: string, size = DESKTOP): Promise<Opened> {
  const browser = await openPage(size)
  opened.push(browser)
  await logIn(browser.page, { url, email, password })
  return browser
}

/** Opens the first release whose title begins so. */
async function openRelease(page: Page, title = RELEASE): Promise<void> {
  const id = await page.evaluate(async (words) => {
    const answer = await fetch(
      `/api/press-releases?draft=true&depth=0&limit=1&where[title][like]=${encodeURIComponent(words)}`,
    )
    return (await answer.json()).docs[0].id
  }, title)
  await page.goto(`${url}/admin/collections/press-releases/${id}`)
  await page.waitForSelector('.online h2')
}

describe('a communication officer', () => {
  let browser: Opened
  let page: Page
  beforeAll(async () => {
    browser = await arrive('communication@reseau.example')
    page = browser.page
  })

  it('sees beside the text that the site builds, then that it is online, and opens its page: without reloading', async () => {
    await openRelease(page)
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    const words = `En ligne à ${Date.now()}.`
    await page.fill('#field-summary', words)
    await page.click('#action-save')
    const states = new Set<string>()
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      states.add((await page.getAttribute('.online [data-site]', 'data-state')) ?? '')
      if (states.has('building') && (await page.locator('.online [data-state=live]').count()) > 0) break
      await page.waitForTimeout(100)
    }
    expect([...states]).toContain('building')
    await page.waitForFunction(() =>
      /En ligne depuis \d\d:\d\d:\d\d/.test(document.querySelector('.online')?.textContent ?? ''),
    )
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
    const [shown] = await Promise.all([
      page.context().waitForEvent('page'),
      page.click('.online a:has-text("Voir la page")'),
    ])
    await shown.waitForLoadState()
    expect(shown.url()).toBe(
      `${site}/communiques/la-cite-des-electriciens-rejoint-le-mouvement-des-centres-culturels-de-rencontre/`,
    )
    expect(await shown.textContent('article')).toContain(words)
    await shown.close()
  })

  it('schedules a withdrawal, reads when with its zone, and cancels it', async () => {
    await openRelease(page)
    await page.click('.schedule button:has-text("Programmer le retrait")')
    // The drawer's own: the form below it has dates as well.
    const date = page.locator('[class*=drawer__content] .react-datepicker__input-container input:enabled').last()
    await date.waitFor()
    await date.fill('24/11/2099 08:00')
    await date.press('Tab')
    await page.locator('dialog #action-save, [class*=drawer] #action-save').last().click()
    await page.waitForFunction(() => document.querySelector('.schedule li')?.textContent?.includes('24 novembre 2099'))
    expect(await page.textContent('.schedule li')).toMatch(/Retirer mardi 24 novembre 2099 à 08:00 UTC\+1 \(Paris\)/)
    await page.goto(`${url}/admin`)
    await page.waitForSelector('.document-list:has-text("À venir") li:has-text("Retrait mardi 24 novembre 2099")')
    await openRelease(page)
    await page.click('.schedule button:has-text("Annuler")')
    await page.waitForFunction(() => document.querySelectorAll('.schedule li').length === 0)
  })

  it('holds what waits, sees what it carries, and lets it go', async () => {
    await page.goto(`${url}/admin`)
    await page.click('.online--tray button:has-text("Retenir")')
    await page.waitForSelector('.online--tray button:has-text("Relâcher")')
    await openRelease(page)
    await page.fill('#field-summary', `Retenu ${Date.now()}.`)
    await page.click('#action-save')
    await page.waitForSelector('.online [data-state=held]')
    await page.goto(`${url}/admin`)
    await page.click('.online--tray summary:has-text("changement")')
    expect(await page.textContent('.online--tray .online__changes')).toContain(RELEASE)
    await page.click('.online--tray button:has-text("Lancer maintenant")')
    await page.waitForFunction(
      () => /À jour depuis/.test(document.querySelector('.online--tray')?.textContent ?? ''),
      undefined,
      { timeout: 60_000 },
    )
  })
})

it('an administrator sends a test and reads its answer in the log', async () => {
  const { page } = await arrive('admin@reseau.example')
  const id = await page.evaluate(async () => (await (await fetch('/api/public-sites?limit=1')).json()).docs[0].id)
  await page.goto(`${url}/admin/collections/public-sites/${id}`)
  await page.click('.online button:has-text("Envoyer un essai")')
  await page.waitForSelector('.online td:has-text("Essai reçu")')
  await page.locator('.online tr:has-text("Essai reçu") summary').first().click()
  expect(await page.locator('.online tr:has-text("Essai reçu") summary').first().textContent()).toContain('204')
})

it('an administrator gives a site another secret in the form, and the site still takes its calls', async () => {
  const { page } = opened.at(-1) as Opened
  await page.fill('#field-hook__secret', `whsec_${Buffer.alloc(32, 3).toString('base64')}`)
  await page.click('#action-save')
  await page.waitForSelector('.payload-toast-container [data-type="success"]')
  await page.reload()
  await page.waitForSelector('.online button')
  expect(await page.inputValue('#field-hook__secret')).toBe('')
  // The old one signs for a day more, so that the receiver may change in its own time.
  const before = await page.locator('.online tbody tr').count()
  await page.click('.online button:has-text("Envoyer un essai")')
  await page.waitForFunction((count) => document.querySelectorAll('.online tbody > tr').length > count, before)
  await page.waitForFunction(() => /204/.test(document.querySelector('.online tbody tr')?.textContent ?? ''))
})

it('an administrator has a secret made, and sees it once', async () => {
  const { page } = opened.at(-1) as Opened
  await page.click('.online button:has-text("Nouveau secret")')
  await page.waitForSelector('.online code:has-text("whsec_")')
  expect(await page.textContent('.online code')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  await page.reload()
  await page.waitForSelector('.online button')
  expect(await page.content()).not.toContain('whsec_')
})

it('a site editor on a phone sees where the release stands, and cannot schedule it', async () => {
  const { page } = await arrive('redaction@cite-des-electriciens.example', PHONE)
  await openRelease(page)
  await page.waitForFunction(() => /En ligne depuis/.test(document.querySelector('.online')?.textContent ?? ''))
  expect(await page.locator('.schedule').count()).toBe(0)
  expect(await page.locator('.online button').count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

it('the admin speaks English to who chose it', async () => {
  const { page } = await arrive('communication@reseau.example')
  await page.context().addCookies([{ name: 'payload-lng', value: 'en', url }])
  await openRelease(page)
  await page.waitForFunction(() => /Online since/.test(document.querySelector('.online')?.textContent ?? ''))
  expect(await page.textContent('.schedule')).toContain('Schedule publication')
})

describe('the example site', () => {
  it('has its pages in two languages, a map, and a feed that is well-formed', async () => {
    const { page } = opened[0] as Opened
    await page.goto(`${site}/membres/`)
    expect(await page.locator('.map svg a').count()).toBeGreaterThan(20)
    await page.click('.languages a')
    expect(page.url()).toBe(`${site}/en/members/`)
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    const feed = await (await fetch(`${site}/communiques/flux.xml`)).text()
    const problems = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'application/xml')
      const missing = ['id', 'title', 'updated'].filter((name) =>
        [...parsed.querySelectorAll('feed, entry')].some((one) => !one.querySelector(`:scope > ${name}`)),
      )
      return [
        parsed.querySelector('parsererror')?.textContent,
        ...missing,
        parsed.querySelectorAll('entry').length > 0 ? undefined : 'no entry',
      ].filter(Boolean)
    }, feed)
    expect(problems).toEqual([])
    for (const path of ['/chartes/', '/programmes/', '/en/charters/', '/en/programmes/', '/en/press/'])
      expect((await fetch(site + path)).status).toBe(200)
  })
})

it('all of it breaks no Content-Security-Policy and throws nothing', () => {
  expect(opened.flatMap(({ violations }) => violations)).toEqual([])
})
