import { basename, join } from 'node:path'

/** Where a file lies: spread over folders by the end of its digest, so that no folder grows too large. */
export function pathOf(directory: string, filename: string): string {
  const name = basename(filename)
  const digest = /-([0-9a-f]{16})(?:-\d+)?(?:-\d+x\d+)?\.[a-z]+$/.exec(name)?.[1] ?? 'other'
  return join(directory, digest.slice(0, 2), name)
}

/** The type of a stored file; its extension was checked against its bytes when it came in. */
export function typeOf(path: string): string {
  const extension = path.split('.').at(-1) ?? ''
  return (
    { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', pdf: 'application/pdf' }[extension] ??
    'application/octet-stream'
  )
}
