import { expect, inject, it } from 'vitest'
import { openPage, PHONE } from '../support/browser.ts'

it('the description of the content API can be read and tried in a browser, under its policy, on a telephone too', async () => {
  const { page, violations, close } = await openPage(PHONE)
  await page.goto(`${inject('product').url}/content/docs`)
  await page.getByText('/content/press-releases', { exact: true }).first().waitFor()
  await page.locator('#operations-Changes-listChanges button').first().click()
  await page.getByRole('button', { name: 'Execute' }).click()
  await page.getByText('"cursor"').first().waitFor()
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/content-docs.png` })
  expect(violations).toEqual([])
  await close()
})
