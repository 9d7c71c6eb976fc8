const [WIDTH, ROW, LEFT, RIGHT, TOP] = [860, 26, 330, 90, 44]

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A plot of bars as SVG, on a logarithmic or a straight scale, each with its value. */
export function bars(
  rows: Array<{ label: string; value: number }>,
  { title, scale }: { title: string; scale: 'log' | 'linear' },
): string {
  const of = (value: number) => (scale === 'log' ? Math.log10(Math.max(value, 1)) : value)
  const most = Math.max(...rows.map(({ value }) => of(value)), 1)
  const drawn = rows.map(({ label, value }, index) => {
    const [y, width] = [TOP + index * ROW, (of(value) / most) * (WIDTH - LEFT - RIGHT)]
    return `<text x="${LEFT - 8}" y="${y + 15}" text-anchor="end">${escaped(label)}</text><rect x="${LEFT}" y="${y + 3}" width="${width.toFixed(1)}" height="16" fill="${label.endsWith('content') ? '#0b6e4f' : '#b8b8b8'}"/><text x="${LEFT + width + 6}" y="${y + 15}">${Math.round(value)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${TOP + rows.length * ROW + 12}" role="img" font-family="system-ui, sans-serif" font-size="12"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/><text x="12" y="24" font-size="15">${escaped(title)}${scale === 'log' ? ' (logarithmic)' : ''}</text>${drawn.join('')}</svg>\n`
}
