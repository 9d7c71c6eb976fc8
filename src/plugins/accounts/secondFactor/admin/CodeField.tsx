'use client'

import { useId } from 'react'
import { useSay } from '../../../../widgets/useSay.ts'

/** Where a code is typed, or pasted. */
export function CodeField({
  value,
  onChange,
  onEnter,
  isRecovery = false,
}: {
  value: string
  onChange: (value: string) => void
  onEnter: () => void
  isRecovery?: boolean
}) {
  const id = useId()
  const say = useSay()
  return (
    <div className="second-factor__field">
      <label htmlFor={id}>
        {isRecovery ? say('Code de secours', 'Recovery code') : say('Code à six chiffres', 'Six-digit code')}
      </label>
      <input
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        id={id}
        inputMode={isRecovery ? 'text' : 'numeric'}
        maxLength={40}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // On the page of an account it stands inside that form.
          event.preventDefault()
          onEnter()
        }}
        type="text"
        value={value}
      />
    </div>
  )
}
