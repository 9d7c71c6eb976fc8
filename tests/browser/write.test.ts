import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { DESKTOP, logIn, openPage } from '../support/browser.ts'
import { jpeg } from '../support/factories.ts'

const { url, password } = inject('product')
let browser: Awaited<ReturnType<typeof openPage>>
const title = 'Une résidence au coron'

beforeAll(async () => {
  browser = await openPage(DESKTOP)
  await logIn(browser.page, { url, email: 'responsable@cite-des-electriciens.example', password })
})
afterAll(() => browser.close())

it('a site manager writes a release with a heading, a quote, a link and a picture, and saves it as a draft', async () => {
  const { page } = browser
  await page.click('.greeting a:has-text("Écrire un communiqué")')
  await page.waitForSelector('#field-title')
  await page.fill('#field-title', title)
  await page.fill('#field-summary', "L'artiste arrive lundi : portes ouvertes !")

  await page.click('.ContentEditable__root')
  await page.keyboard.type('## Trois mois sur place')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Le programme est sur le site.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('> Ce lieu parle.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')

  // A link on the word "site", selected as a mouse would, through the toolbar.
  await page.evaluate(() => {
    const paragraph = [...document.querySelectorAll('.ContentEditable__root p')].find((one) =>
      one.textContent?.endsWith('site.'),
    )
    const text = paragraph?.querySelector('[data-lexical-text]')?.firstChild as Text
    const at = text.data.indexOf('site.')
    getSelection()?.setBaseAndExtent(text, at, text, at + 'site'.length)
  })
  // The editor hears of a selection after a moment.
  await page.waitForTimeout(500)
  await page.click('.fixed-toolbar .toolbar-popup__button-link')
  await page.waitForSelector('#field-url')
  // The drawer is ready when it shows the words that the link is for.
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('.drawer__content #field-text')?.value === 'site',
  )
  await page.fill('#field-url', 'https://citedeselectriciens.example/residences')
  await page.locator('.drawer__content button:has-text("Enregistrer")').click()
  await page.waitForSelector('.ContentEditable__root a:has-text("site")')

  await page.click('button.tabs-field__tab-button:has-text("Images et pièces")')
  await page.locator('#field-images button', { hasText: 'Créer' }).first().click()
  await page.setInputFiles('.drawer__content input[type=file]', {
    name: 'coron.jpg',
    mimeType: 'image/jpeg',
    buffer: await jpeg({ width: 1200, height: 800 }),
  })
  await page.fill('.drawer__content #field-alt', 'La cour du coron au matin')
  await page.fill('.drawer__content #field-credit', '© Cité des Électriciens')
  await page.locator('.drawer__content button:visible', { hasText: 'Enregistrer' }).first().click()
  await page.waitForSelector('#field-images :text("coron")')

  await page.click('button.tabs-field__tab-button:has-text("Liens et contacts")')
  await page.click('#field-contacts .rs__control')
  await page.click('.rs__option:has-text("Service de presse")')

  await page.click('#action-save-draft')
  await page.waitForSelector('.payload-toast-container [data-type="success"]')
  // The new document has its own address before it can be published.
  await page.waitForURL((address) => !address.pathname.endsWith('/create'))
  await page.waitForSelector('.doc-controls :text-is("Brouillon")')
  await page.waitForLoadState('networkidle')
})

it('the menu of the editor speaks French', async () => {
  const { page } = await openPage(DESKTOP)
  try {
    await logIn(page, { url, email: 'responsable@cite-des-electriciens.example', password })
    await page.click('.greeting a:has-text("Écrire un communiqué")')
    await page.waitForSelector('#field-title')
    await page.click('.ContentEditable__root')
    await page.keyboard.type('/')
    await page.waitForSelector('.slash-menu-popup')
    const menu = await page.locator('.slash-menu-popup').allInnerTexts()
    const lines = menu
      .join('\n')
      .split('\n')
      .map((line) => line.trim())
    expect(lines.filter(Boolean)).toEqual([
      'Blocs',
      'Contact presse',
      'Listes',
      'Liste numérotée',
      'Liste à puces',
      'Texte',
      'Filet',
      'Image',
      'Citation',
      'Intertitre 2',
      'Intertitre 3',
      'Paragraphe',
    ])
  } finally {
    await page.context().close()
  }
})

it('then publishes it and finds it in the list', async () => {
  const { page } = browser
  await page.click('#action-save')
  await page.waitForSelector('.doc-controls :text("Publié")')
  await page.goto(`${url}/admin/collections/press-releases`)
  const row = page.locator('tbody tr', { hasText: title })
  await row.waitFor()
  expect(await row.textContent()).toContain('Publié')
  await row.locator(':text("Cité des Électriciens")').waitFor()
})

it('and what went out is what was written, with French typography', async () => {
  const changes = await (await fetch(`${url}/content/changes?limit=1000`)).json()
  const { content } = changes.changes.findLast(
    (change: { content?: { title?: string } }) => change.content?.title === title,
  )
  expect(content.summary).toBe('L’artiste arrive lundi\u00A0: portes ouvertes\u202F!')
  const body = JSON.stringify(content.body)
  expect(body).toContain('"tag":"h2"')
  expect(body).toContain('"type":"quote"')
  expect(body).toContain('https://citedeselectriciens.example/residences')
  const media = changes.changes.find((change: { id: string }) => change.id === content.images[0])
  expect(media.content.credit).toBe('© Cité des Électriciens')
  expect((await fetch(media.content.sizes.card.url)).status).toBe(200)
})

it('the whole of it breaks no Content-Security-Policy and throws nothing', () => {
  expect(browser.violations).toEqual([])
})
