'use client'

import { useAuth, useDocumentInfo } from '@payloadcms/ui'
import { useSay } from '../../../widgets/useSay.ts'
import './accounts.css'

/**
 * The address of an account, for whoever may not change it: in place of Payload's fields, which would take what the
 * server then refuses. A colleague's password is theirs alone.
 */
export function SignInAddress() {
  const { user } = useAuth()
  const { id, savedDocumentData } = useDocumentInfo()
  const say = useSay()
  const isOwn = id === user?.id
  return (
    <div className={`field-type rights__address ${isOwn ? 'rights__address--own' : 'rights__address--other'}`}>
      <p>
        <strong>{say('E-mail', 'Email')}</strong> {String(savedDocumentData?.email ?? '')}
      </p>
      <p className="rights__soft">
        {isOwn
          ? say(
              'L’adresse est changée par l’administration du réseau.',
              'The address is changed by the network administration.',
            )
          : say(
              'L’adresse est changée par l’administration du réseau, le mot de passe par la personne elle-même.',
              'The address is changed by the network administration, the password by the person.',
            )}
      </p>
    </div>
  )
}
