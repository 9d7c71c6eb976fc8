import { idOf } from '../../access/actor.ts'
import { endOf } from '../../fields/dayFormat.ts'
import type { Contact } from '../../payload-types.ts'
import { type Projection, references } from '../publication/index.ts'

/** What is public of a contact: only a listed one, with only the ways to reach it that its record opens. */
export const contactProjection: Projection<Contact> = {
  isPublic: (contact, now) =>
    Boolean(contact.public?.listed) && !contact.objection?.at && !(contact.until && endOf(contact.until) <= now),
  instants: (contact) => (contact.until ? [endOf(contact.until)] : []),
  languages: () => ['fr', 'en'],
  fields: ['kind', 'role', 'organisation', 'owner', 'email', 'phone'],
  computed: {
    name: { kind: 'text', label: 'Name' },
  },
  defaultSort: 'name',
  project: (contact) => ({
    kind: contact.kind,
    name: [contact.givenName, contact.familyName].filter(Boolean).join(' ') || null,
    role: contact.role,
    organisation: contact.organisation,
    owner: idOf(contact.owner),
    email: contact.public?.showEmail ? contact.email : undefined,
    phone: contact.public?.showPhone ? contact.phone : undefined,
  }),
  references: (contact) => references('members', [contact.owner]),
}
