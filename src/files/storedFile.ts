import { basename } from 'node:path'

/** Where a file lies in its store: spread over folders by the end of its digest, so that no folder grows too large. */
export function keyOf(filename: string): string {
  const name = basename(filename)
  const digest = /-([0-9a-f]{16})(?:-\d+)?(?:-\d+x\d+)?\.[a-z]+$/.exec(name)?.[1] ?? 'other'
  return `${digest.slice(0, 2)}/${name}`
}

/** The type of a stored file; its extension was checked against its bytes when it came in. */
export function typeOf(filename: string): string {
  const extension = filename.split('.').at(-1) ?? ''
  return (
    { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', pdf: 'application/pdf' }[extension] ??
    'application/octet-stream'
  )
}
