import { dictionary } from '@zxcvbn-ts/language-common'
import { frEn, type Words } from '../../text/frEn.ts'

/** Long enough without a second factor, and no rule of composition (OWASP ASVS 5, 6.2.1 and 6.2.5). */
const SHORTEST = 12
const LONGEST = 256
const COMMON = new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()))
/** A short word that stands in many passwords is no reason to refuse one. */
const SHORTEST_OWN_WORD = 5

/**
 * Why a password is refused; nothing when it is good: its length, a list of common ones (ASVS 6.2.4), and
 * the words that anybody tries first for this account (6.2.11).
 * @param own the account's name and address
 */
export function passwordProblem(password: string, own: string[] = []): Words | undefined {
  if ([...password].length < SHORTEST) {
    return frEn(
      `Un mot de passe a au moins ${SHORTEST} caractères : quelques mots au hasard font l’affaire.`,
      `A password has at least ${SHORTEST} characters: a few words at random will do.`,
    )
  }
  if (password.length > LONGEST) {
    return frEn(`Un mot de passe a au plus ${LONGEST} caractères.`, `A password has at most ${LONGEST} characters.`)
  }
  const folded = password.toLowerCase()
  // What is common stays so when it is typed twice or with digits behind.
  const core = folded.replaceAll(/^\d+|\d+$/g, '')
  const half = folded.slice(0, folded.length / 2)
  const isRepeated = half + half === folded
  const words = own
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= SHORTEST_OWN_WORD)
  const isCommon = [folded, core, ...(isRepeated ? [half] : [])].some((word) => COMMON.has(word))
  const isOneCharacter = new Set(folded).size < 4
  if (!isCommon && !isOneCharacter && !words.some((word) => core === word || folded === word + word)) return undefined
  return frEn(
    'Ce mot de passe est l’un des premiers que l’on essaie. Choisissez-en un autre.',
    'This password is one of the first that people try. Choose another one.',
  )
}
