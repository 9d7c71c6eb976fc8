'use client'

import { useSay } from '../../../../widgets/useSay.ts'

/** The recovery codes, shown once, to be kept elsewhere. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = useSay()
  return (
    <div>
      <p>
        <strong>{say('Vos codes de secours', 'Your recovery codes')}</strong>
        <br />
        {say(
          'Ils ouvrent votre compte sans le téléphone, chacun une fois. Gardez-les ailleurs\u00a0: ils ne seront plus montrés.',
          'They open your account without the telephone, each once. Keep them elsewhere: they will not be shown again.',
        )}
      </p>
      <ul className="second-factor__codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <a
        className="second-factor__file"
        download="rencontre-codes-de-secours.txt"
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join('\n')}\n`)}`}
      >
        {say('Télécharger', 'Download')}
      </a>{' '}
      <button className="second-factor__main" onClick={onKept} type="button">
        {say('Je les ai gardés', 'I have kept them')}
      </button>
    </div>
  )
}
