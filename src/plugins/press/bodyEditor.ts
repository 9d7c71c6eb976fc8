import {
  BlockquoteFeature,
  BlocksFeature,
  BoldFeature,
  FixedToolbarFeature,
  HeadingFeature,
  HorizontalRuleFeature,
  InlineToolbarFeature,
  ItalicFeature,
  LinkFeature,
  lexicalEditor,
  OrderedListFeature,
  ParagraphFeature,
  UnorderedListFeature,
  UploadFeature,
} from '@payloadcms/richtext-lexical'
import { inFrench } from '../../fields/editorInFrench.ts'
import { frEn } from '../../text/frEn.ts'

/** The editor of a release: headings, lists, bold, links, quotes, pictures with their credit, a press-contact block. */
export const bodyEditor = inFrench(
  lexicalEditor({
    features: () => [
      ParagraphFeature(),
      HeadingFeature({ enabledHeadingSizes: ['h2', 'h3'] }),
      BoldFeature(),
      ItalicFeature(),
      LinkFeature({ enabledCollections: ['members', 'press-releases'] }),
      BlockquoteFeature(),
      UnorderedListFeature(),
      OrderedListFeature(),
      UploadFeature({ enabledCollections: ['media'] }),
      BlocksFeature({
        blocks: [
          {
            slug: 'pressContact',
            labels: {
              singular: frEn('Contact presse', 'Press contact'),
              plural: frEn('Contacts presse', 'Press contacts'),
            },
            fields: [
              {
                name: 'text',
                type: 'textarea',
                label: frEn('Mention', 'Note'),
                maxLength: 300,
                admin: {
                  description: frEn(
                    'Les contacts du communiqué paraissent ici ; ajoutez au besoin une mention.',
                    'The contacts of the release appear here; add a note if need be.',
                  ),
                },
              },
            ],
          },
        ],
      }),
      HorizontalRuleFeature(),
      FixedToolbarFeature(),
      InlineToolbarFeature(),
    ],
  }),
)
