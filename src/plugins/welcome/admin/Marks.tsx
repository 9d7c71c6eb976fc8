/** Two arches that meet: the icon of the product, as large as Payload leaves it room in the path of a page. */
export function Icon() {
  return <Arches size={16} />
}

/** The name of the product with its mark, on the log-in page. */
export function Logo() {
  return (
    <span style={{ alignItems: 'center', display: 'inline-flex', gap: '0.75rem' }}>
      <Arches size={44} />
      <span style={{ fontSize: '2rem', fontWeight: 600, letterSpacing: '-0.01em' }}>Rencontre</span>
    </span>
  )
}

function Arches({ size }: { size: number }) {
  return (
    <svg aria-hidden="true" fill="none" height={size} strokeWidth="3.5" viewBox="0 0 32 32" width={size}>
      <path d="M3 28V15a9 9 0 0 1 18 0v13" stroke="#b4432a" />
      <path d="M11 28V15a9 9 0 0 1 18 0v13" stroke="currentColor" />
    </svg>
  )
}
