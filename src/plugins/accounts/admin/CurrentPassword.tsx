'use client'

import { useField } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'
import { useId } from 'react'
import { useSay } from '../../../widgets/useSay.ts'
import './accounts.css'

/** The password that one has, asked for when one changes it or one's address. */
export function CurrentPassword({ path }: TextFieldClientProps) {
  const { value, setValue, showError, errorMessage } = useField<string>({ path })
  const id = useId()
  const say = useSay()
  return (
    <div className="field-type text rights__password">
      <label className="field-label" htmlFor={id}>
        {say('Mot de passe actuel', 'Current password')}
      </label>
      <input
        aria-describedby={`${id}-help`}
        aria-invalid={showError}
        autoComplete="current-password"
        id={id}
        onChange={(event) => setValue(event.target.value)}
        type="password"
        value={value ?? ''}
      />
      <p className="rights__soft" id={`${id}-help`} role={showError ? 'alert' : undefined}>
        {showError && errorMessage ? errorMessage : say('Pour changer votre mot de passe.', 'To change your password.')}
      </p>
    </div>
  )
}
