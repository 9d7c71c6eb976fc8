import type { lexicalEditor } from '@payloadcms/richtext-lexical'
import { deepMergeSimple } from 'payload'

type Editor = ReturnType<typeof lexicalEditor>

/** What Payload 3.90.2 says where it means something else (“Télécharger” for a picture), by feature. */
const FRENCH = {
  general: { slashMenuBasicGroupLabel: 'Texte' },
  heading: { label: 'Intertitre {{headingLevel}}' },
  horizontalRule: { label: 'Filet' },
  orderedList: { label: 'Liste numérotée' },
  unorderedList: { label: 'Liste à puces' },
  upload: { label: 'Image' },
}

/** An editor whose menus speak as French editors do. Its features bring their words when it is made: ours come after. */
export const inFrench =
  (editor: Editor): Editor =>
  async (args) => {
    const adapter = await editor(args)
    const { i18n } = args.config
    i18n.translations = deepMergeSimple(i18n.translations, { fr: { lexical: FRENCH } })
    return adapter
  }
