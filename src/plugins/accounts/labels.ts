import type { Ability, Action } from '../../access/permissions.ts'
import { frEn, type Words } from '../../text/frEn.ts'

/** The actions as people read them. */
export const ACTION_LABELS: Record<Action, Words> = {
  read: frEn('Lire', 'Read'),
  create: frEn('Créer', 'Create'),
  update: frEn('Modifier', 'Update'),
  delete: frEn('Supprimer', 'Delete'),
  publish: frEn('Publier', 'Publish'),
}

/** The abilities as people read them. */
export const ABILITY_LABELS: Record<Ability, Words> = {
  readNetwork: frEn('Lire aussi les documents du réseau', 'Read the network’s documents too'),
  manageUsers: frEn('Gérer les comptes', 'Manage accounts'),
  manageRoles: frEn('Faire des rôles', 'Make roles'),
  manageClients: frEn('Gérer les clients d’API', 'Manage API clients'),
  manageRebuilds: frEn('Lancer et retenir les mises en ligne', 'Run and hold what goes online'),
  readAudit: frEn('Lire le journal', 'Read the log of acts'),
}
