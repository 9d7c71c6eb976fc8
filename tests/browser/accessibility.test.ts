import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { DESKTOP, logIn, openPage, PHONE } from '../support/browser.ts'

const { url, site, password } = inject('product')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const COLLECTIONS = [
  'members',
  'press-releases',
  'contacts',
  'charters',
  'charter-signatures',
  'programmes',
  'editions',
  'residencies',
  'media',
  'users',
  'roles',
  'public-sites',
]

let browser: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  browser = await openPage(DESKTOP)
})
afterAll(() => browser.close())

/** The serious and critical violations of the page that is open (axe-core's rules for WCAG 2.2 AA and best practice). */
async function violations(): Promise<string[]> {
  const { page } = browser
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: {
        run: (
          root: Document,
        ) => Promise<{ violations: Array<{ id: string; impact: string; nodes: Array<{ html: string }> }> }>
      }
    }
    const found = (await run.run(document)).violations.filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    )
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  })
}

/** A form goes on drawing fields for a while: what counts is the page once it rests. */
async function expectNone(): Promise<void> {
  await browser.page.waitForLoadState('networkidle')
  await expect.poll(violations, { timeout: 10_000, interval: 500 }).toEqual([])
}

it('the log-in page', async () => {
  await browser.page.goto(`${url}/admin/login`)
  await browser.page.waitForSelector('#field-email')
  await expectNone()
})

it('the log-in page can be used with the keyboard alone', async () => {
  const { page } = browser
  await page.focus('#field-email')
  await page.keyboard.type('admin@reseau.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.greeting')
})

it('the dashboard', async () => {
  await expectNone()
})

it.each(COLLECTIONS)('the list and the form of %s', async (collection) => {
  const { page } = browser
  await page.goto(`${url}/admin/collections/${collection}`)
  await page.waitForSelector('tbody td a')
  await expectNone()
  await page.goto(`${url}${await page.getAttribute('tbody td a', 'href')}`)
  await page.waitForSelector('.doc-controls')
  await expectNone()
})

it('the form of a schedule', async () => {
  await browser.page.goto(`${url}/admin/collections/schedules/create`)
  await browser.page.waitForSelector('.doc-controls')
  await expectNone()
})

it('nothing of it breaks the Content-Security-Policy', () => {
  expect(browser.violations).toEqual([])
})

it.each([
  '/',
  '/membres/',
  '/membres/abbaye-de-royaumont/',
  '/communiques/',
  '/chartes/',
  '/programmes/odyssee/',
  '/en/members/',
  '/en/press/',
])('the page %s of the example site', async (path) => {
  await browser.page.goto(site + path)
  await expectNone()
  await browser.page.setViewportSize(PHONE)
  expect(await browser.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  await browser.page.setViewportSize(DESKTOP)
})

it('on a phone nothing sticks out of the page', async () => {
  const phone = await openPage(PHONE)
  try {
    await logIn(phone.page, { url, email: 'redaction@cite-des-electriciens.example', password })
    for (const path of [
      '/admin',
      '/admin/account',
      '/admin/collections/press-releases',
      '/admin/collections/press-releases/create',
      '/admin/collections/media',
    ]) {
      await phone.page.goto(`${url}${path}`)
      await phone.page.waitForLoadState('networkidle')
      // A page goes on drawing for a while: what counts is how wide it is once it rests.
      const tooWide = () =>
        phone.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
      let before = -1
      const atRest = async () => {
        const [now, last] = [await tooWide(), before]
        before = now
        return now === last ? now : -1
      }
      await expect.poll(atRest, { message: path, timeout: 10_000, interval: 500 }).toBeGreaterThanOrEqual(0)
      expect([path, before]).toEqual([path, 0])
    }
  } finally {
    await phone.close()
  }
})
