import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { DESKTOP, logIn, openPage } from '../support/browser.ts'

const { url, site, password } = inject('product')
let browser: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  browser = await openPage(DESKTOP)
})
afterAll(() => browser.close())

it('a communication officer corrects the imported release, publishes it, and reads the new text on the public site', async () => {
  const { page } = browser
  await logIn(page, { url, email: 'communication@reseau.example', password })
  expect(await page.textContent('.greeting')).toContain('Bonjour')
  await page.click('.document-list a:has-text("La Cité des Électriciens rejoint")')
  await page.waitForSelector('#field-summary')
  const words = `Corrigé à ${new Date().toISOString()} : la Cité rejoint le réseau.`
  await page.fill('#field-summary', words)
  const publishedAt = Date.now()
  await page.click('#action-save')
  await page.waitForSelector('.payload-toast-container [data-type="success"]')

  const address = `${site}/communiques/la-cite-des-electriciens-rejoint-le-mouvement-des-centres-culturels-de-rencontre/`
  const expected = words.replace(' :', '\u00A0:')
  for (;;) {
    await page.goto(address)
    if ((await page.textContent('body'))?.includes(expected)) break
    if (Date.now() - publishedAt > 60_000) throw new Error('The text is not online after 60 s.')
    await page.waitForTimeout(250)
  }
  const seconds = (Date.now() - publishedAt) / 1000
  console.log(`publish → online: ${seconds.toFixed(1)} s`)
  expect(await page.textContent('h1')).toBe(
    'La Cité des Électriciens rejoint le mouvement des Centres culturels de rencontre',
  )
  expect(await page.textContent('article')).toContain('presse@cite-des-electriciens.example')
  expect(await page.locator('article strong').first().textContent()).toContain('26\u00A0sites patrimoniaux')
  expect(await page.locator('article figure img').count()).toBe(1)
})

it('the whole of it breaks no Content-Security-Policy and throws nothing', () => {
  expect(browser.violations).toEqual([])
})
