import type { ShippedRole } from '../access/shippedRoles.ts'

/** The accounts of the demonstration; `member` is the slug of the site where a person works. */
export const DEMONSTRATION_ACCOUNTS: Array<{
  email: string
  name: string
  role: ShippedRole
  member?: string
  title: string
}> = [
  { email: 'admin@reseau.example', name: 'Administration', role: 'network-admin', title: 'Administration du réseau' },
  {
    email: 'communication@reseau.example',
    name: 'Communication',
    role: 'network-communication',
    title: 'Communication du réseau',
  },
  {
    email: 'responsable@cite-des-electriciens.example',
    name: 'Responsable de la Cité',
    role: 'site-manager',
    member: 'cite-des-electriciens',
    title: 'Responsable de site, Cité des Électriciens',
  },
  {
    email: 'redaction@cite-des-electriciens.example',
    name: 'Rédaction de la Cité',
    role: 'site-editor',
    member: 'cite-des-electriciens',
    title: 'Rédaction de site, Cité des Électriciens',
  },
  {
    email: 'publication@royaumont.example',
    name: 'Publication de Royaumont',
    role: 'site-publisher',
    member: 'abbaye-de-royaumont',
    title: 'Publication de site, Abbaye de Royaumont',
  },
  { email: 'lecture@reseau.example', name: 'Lecture', role: 'reader', title: 'Lecture' },
]
