/** Which of their sites somebody works for just now; a wish of the browser, which gives no right. */
export const SITE_COOKIE = 'rencontre-site'
