import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The Chromium of this machine. */
export const findChromium = (): string | undefined => CANDIDATES.find((path) => path && existsSync(path))

export const DESKTOP = { width: 1366, height: 900 }
export const PHONE = { width: 390, height: 844 }

/**
 * A page in a browser of its own with an empty profile. `violations` collects what the page may not
 * do: breaches of the Content-Security-Policy and errors that nobody caught.
 */
export async function openPage({ width, height } = DESKTOP): Promise<{
  page: Page
  violations: string[]
  close: () => Promise<void>
}> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium: install the package "chromium", or set CHROMIUM to its path.')
  const profile = await mkdtemp(join(tmpdir(), 'rencontre-browser-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width, height },
    // An English browser: the admin must be French all the same.
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(20_000)
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) violations.push(message.text())
  })
  page.on('pageerror', (error) => violations.push(`uncaught: ${error.message}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return { page, violations, close: () => context.close() }
}

/** Logs a person in through the form. */
export async function logIn(
  page: Page,
  { url, email, password }: { url: string; email: string; password: string },
): Promise<void> {
  await page.goto(`${url}/admin/login`)
  await page.fill('#field-email', email)
  await page.fill('#field-password', password)
  await page.click('button[type=submit]')
  await page.waitForURL((address) => !address.pathname.endsWith('/login'))
  await page.waitForSelector('.greeting')
}

/**
 * Opens the first document of the list that is shown, or the first with these words. A list draws its
 * rows again once its page is alive; a click that falls in between is lost, and a person clicks again.
 */
export async function openFromList(page: Page, words = ''): Promise<void> {
  const link = page.locator('tbody td a').filter({ hasText: words }).first()
  for (let left = 2; ; left--) {
    await link.click()
    try {
      return await page.waitForURL(/\/collections\/[^/]+\/[^/?]+/, { timeout: 7_000 })
    } catch (error) {
      if (left === 0) throw error
    }
  }
}
