/**
 * The path as whoever routes it behind the door reads it (URL Standard, path state): decoded, with single
 * slashes, without dot segments; nothing for one that cannot be decoded.
 */
export function pathOf(url: string): string | undefined {
  try {
    const path = (url.split('?', 1)[0] ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    const resolved = new URL(path.replaceAll(/[/\\]+/g, '/'), 'http://door').pathname
    return decodeURIComponent(resolved).replaceAll(/[/\\]+/g, '/')
  } catch {
    return undefined
  }
}
