import { frEn, inLanguageOf } from '../text/frEn.ts'

type Validation = { req: Parameters<typeof inLanguageOf>[0] }

/** Validates the address of a public web page: http or https, with a host. */
export function httpsOrHttp(value: string | null | undefined, { req }: Validation): string | true {
  if (!value) return true
  if (URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)) return true
  return inLanguageOf(
    req,
    frEn(
      `« ${value} » n’est pas une adresse web. Écrivez-la entière : https://www.exemple.fr.`,
      `“${value}” is no web address. Write it in full: https://www.example.org.`,
    ),
  )
}
