/**
 * Two people who open pages of the admin without pause, each in a browser of its own, until told to stop. In a
 * process of its own, so that it can be given less of the processors than what it looks at: people bring theirs.
 * Arguments: the address of the product, an e-mail address, a password. Says `page` for each page that was shown.
 */
import { DESKTOP, logIn, openPage } from '../support/browser.ts'

const [url = '', email = '', password = ''] = process.argv.slice(2)
const PAGES = [
  '/admin',
  '/admin/collections/press-releases',
  '/admin/collections/press-releases/create',
  '/admin/collections/members',
  '/admin/collections/media',
  '/admin/collections/contacts',
]
const browsers = await Promise.all([1, 2].map(() => openPage(DESKTOP)))
let isEnding = false
process.once('SIGTERM', () => {
  isEnding = true
})
// They get what others leave of the processors: nothing is said of how fast they are.
for (const { page } of browsers) page.setDefaultTimeout(120_000)
await Promise.all(browsers.map(({ page }) => logIn(page, { url, email, password })))
process.stdout.write('ready\n')
await Promise.all(
  browsers.map(async ({ page, close }, first) => {
    for (let n = first * 3; !isEnding; n++) {
      await page.goto(`${url}${PAGES[n % PAGES.length]}`, { waitUntil: 'load' }).catch((error: unknown) => {
        if (!isEnding) throw error
      })
      process.stdout.write('page\n')
    }
    // Told to end, the driver closes its browsers by itself as well.
    await close().catch(() => undefined)
  }),
)
process.exit(0)
