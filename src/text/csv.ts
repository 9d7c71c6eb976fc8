/**
 * Rows as CSV (RFC 4180) with a line of names. A cell that a spreadsheet would take for a formula is made
 * text (OWASP, CSV injection).
 * @param columns the names, in their order
 * @param header false for what follows a first part, without the line of names
 */
export function toCsv<T extends Record<string, unknown>>(
  columns: Array<keyof T & string>,
  rows: T[],
  { header = true }: { header?: boolean } = {},
): string {
  const lines = rows.map((row) => columns.map((name) => cell(row[name])).join(','))
  return [...(header ? [columns.join(',')] : []), ...lines].map((line) => `${line}\r\n`).join('')
}

function cell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
