type Language = string

const ZONE = 'Europe/Paris'

const locale = (language: Language) => (language === 'en' ? 'en-GB' : 'fr-FR')

const dayOf = (instant: Date) => instant.toLocaleDateString('en-CA', { timeZone: ZONE })

type Told = { language: Language; now: number }

/**
 * An instant in words, in Paris: `14:03:12` on the day itself, `22 novembre à 14:03:12` on others.
 * @param now the server's clock, in milliseconds
 */
export const timeInWords = (iso: string, told: Told): string => sayTime(iso, told, { today: '', other: '' })

/** The same behind a preposition: `à 14:03:12`, `le 22 novembre à 14:03:12`. */
export const atTime = (iso: string, told: Told): string =>
  sayTime(iso, told, told.language === 'en' ? { today: 'at ', other: 'on ' } : { today: 'à ', other: 'le ' })

/** `depuis 14:03:12`, `depuis le 22 novembre à 14:03:12`. */
export const sinceTime = (iso: string, told: Told): string =>
  sayTime(
    iso,
    told,
    told.language === 'en' ? { today: 'since ', other: 'since ' } : { today: 'depuis ', other: 'depuis le ' },
  )

/** `de 14:03:12`, `du 22 novembre à 14:03:12`. */
export const ofTime = (iso: string, told: Told): string =>
  sayTime(iso, told, told.language === 'en' ? { today: 'of ', other: 'of ' } : { today: 'de ', other: 'du ' })

function sayTime(iso: string, { language, now }: Told, { today, other }: { today: string; other: string }): string {
  const instant = new Date(iso)
  const time = instant.toLocaleTimeString(locale(language), { timeStyle: 'medium', timeZone: ZONE })
  if (dayOf(instant) === dayOf(new Date(now))) return `${today}${time}`
  const day = instant.toLocaleDateString(locale(language), { day: 'numeric', month: 'long', timeZone: ZONE })
  return `${other}${day}${language === 'en' ? ', ' : ' à '}${time}`
}

/**
 * An instant to come, with its zone: `mardi 24 novembre 2026 à 08:00 UTC+1 (Paris)`. The offset tells apart
 * the two hours of the night when the clock goes back.
 */
export function instantWithZone(iso: string, { language }: { language: Language }): string {
  const parts = new Intl.DateTimeFormat(locale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: new Date(iso).getUTCSeconds() === 0 ? undefined : '2-digit',
    timeZone: ZONE,
    timeZoneName: 'shortOffset',
  }).format(new Date(iso))
  return `${parts.replace('GMT', 'UTC')} (Paris)`
}

/** A span of time in words, rounded to what matters: `4 s`, `12 min`, `3 h`, `2 j`. */
export function spanInWords(ms: number, { language }: { language: Language }): string {
  const seconds = Math.max(Math.round(ms / 1000), 0)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} ${language === 'en' ? 'days' : 'j'}`
}
