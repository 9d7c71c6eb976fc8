import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { holds } from '../../access/decide.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { queries } from '../../database/queries.ts'
import { notifyPeople } from '../../mail/notifyPeople.ts'
import { frEn } from '../../text/frEn.ts'
import { inTransaction } from '../../work/inTransaction.ts'
import { keepDoing } from '../../work/keepDoing.ts'

type Paused = { site_id: string; owner_id: string | null; pause_reason: 'failing' | 'gone'; name: string }

/** Tells the people of a public site by mail that it is no longer called, once, whatever the number of instances. */
export const startTellingPeople = (payload: Payload): { stop: () => Promise<void> } =>
  keepDoing(payload, {
    name: 'telling people of paused public sites',
    act: async () => {
      const { rows } = await queries(payload).execute(
        sql`select 1 from rebuild_targets where paused_at is not null and told_at is null limit 1`,
      )
      if (rows.length > 0) await tellOfOne(payload)
      return undefined
    },
  })

const tellOfOne = (payload: Payload): Promise<void> =>
  inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    const { rows } = await transaction.execute<Paused>(sql`
      update rebuild_targets t set told_at = now() from public_sites s
      where s.id = t.site_id and t.site_id = (
        select site_id from rebuild_targets where paused_at is not null and told_at is null limit 1 for update skip locked
      ) returning t.site_id, t.owner_id, t.pause_reason, s.name`)
    const paused = rows[0]
    if (!paused) return
    const why =
      paused.pause_reason === 'gone'
        ? frEn('son récepteur répond qu’il n’existe plus (410)', 'its receiver answers that it is gone (410)')
        : frEn('tous les appels échouent depuis cinq jours', 'every call has failed for five days')
    await notifyPeople({
      may: (actor) => holds(actor, 'manageRebuilds', { member: paused.owner_id }),
      owner: paused.owner_id,
      subject: frEn(`« ${paused.name} » n’est plus reconstruit`, `“${paused.name}” is no longer rebuilt`),
      text: frEn(
        `Le site public « ${paused.name} » n’est plus appelé : ${why.fr}. Ce qui est publié n’y paraît donc plus.\n\nRéparez le récepteur, envoyez un essai, puis cochez de nouveau « Actif » : /admin/collections/public-sites/${paused.site_id}\n\nRien n’est perdu : au retour, le site reçoit tout ce qui a changé.`,
        `The public site “${paused.name}” is no longer called: ${why.en}. So what is published no longer appears there.\n\nMend the receiver, send a test, then tick “Enabled” again: /admin/collections/public-sites/${paused.site_id}\n\nNothing is lost: once it is back the site receives all that has changed.`,
      ),
      req,
    })
  })
