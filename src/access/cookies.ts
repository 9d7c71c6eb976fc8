/** Which of their sites somebody works for just now; a wish of the browser, which gives no right. */
export const SITE_COOKIE = 'rencontre-site'

/** Names the account through whose eyes a manager looks; while it is there the front door refuses every change. */
export const SEE_AS_COOKIE = 'rencontre-see-as'
