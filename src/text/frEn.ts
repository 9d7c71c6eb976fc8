/** A word of the interface in the two languages of the admin: French first, as everywhere in the product. */
export const frEn = (fr: string, en: string): Words => ({ fr, en })

export type Words = { fr: string; en: string }

/** The words in the language of the person who asked; French for any language that the admin does not speak. */
export function inLanguageOf(req: { i18n?: { language?: string } } | undefined, words: Words): string {
  return req?.i18n?.language === 'en' ? words.en : words.fr
}

/** A label of the configuration in words: ours stand in both languages, Payload's own as they are. */
export function labelInWords(label: unknown, otherwise: string): Words {
  if (typeof label === 'string') return frEn(label, label)
  const words = label as Partial<Words> | undefined
  return words?.fr && words.en ? frEn(words.fr, words.en) : frEn(otherwise, otherwise)
}
