'use client'

import { useField, useTranslation } from '@payloadcms/ui'
import type { TextFieldClientProps } from 'payload'
import { useId } from 'react'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import './accounts.css'

/** The password that one has, asked for when one changes it or one's address. */
export function CurrentPassword({ path }: TextFieldClientProps) {
  const { value, setValue, showError, errorMessage } = useField<string>({ path })
  const { i18n } = useTranslation()
  const id = useId()
  const say = (fr: string, en: string) => inLanguageOf({ i18n: { language: i18n.language } }, frEn(fr, en))
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
