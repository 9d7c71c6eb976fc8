import { createHash } from 'node:crypto'
import sharp from 'sharp'

const WIDTH = 1800
const HEIGHT = 1200

/**
 * A picture made by program for a place: an arcade under a sky, its colours and its rhythm drawn
 * from the name, so that each place keeps its own. No photograph of anybody's.
 * @returns a JPEG of 1800 × 1200 pixels
 */
export async function drawPlace(name: string): Promise<Buffer> {
  const bytes = createHash('sha256').update(name).digest()
  const at = (index: number, from: number, to: number) => from + ((bytes[index] ?? 0) / 255) * (to - from)
  const hue = Math.round(at(0, 0, 360))
  const ground = Math.round(at(1, 760, 900))
  const arches = Math.round(at(2, 3, 9))
  const span = WIDTH / arches
  const sun = { x: at(3, 200, 1600), y: at(4, 150, 420), r: at(5, 60, 140) }
  const hills = [0, 1, 2].map((n) => {
    const y = ground - 40 - n * 70
    return `<path d="M0 ${y} Q ${at(6 + n, 300, 800)} ${y - at(9 + n, 80, 260)} ${WIDTH / 2} ${y} T ${WIDTH} ${y} V ${HEIGHT} H 0 Z" fill="hsl(${hue + n * 8} 26% ${46 + n * 12}%)"/>`
  })
  const arcade = Array.from({ length: arches }, (_, n) => {
    const x = n * span + span * 0.16
    const w = span * 0.68
    const top = ground - Math.min(w * 0.9, 330)
    return `<path d="M${x} ${ground + 170} V${top} A${w / 2} ${w / 2} 0 0 1 ${x + w} ${top} V${ground + 170} Z" fill="hsl(${hue + 200} 24% 22%)"/>`
  })
  const wallTop = ground - Math.min(span * 0.62, 330) - span * 0.4
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue + 180} 42% 72%)"/><stop offset="1" stop-color="hsl(${hue + 30} 60% 90%)"/></linearGradient></defs>
    <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="hsl(${hue + 40} 90% 93%)"/>
    ${hills.reverse().join('')}
    <rect y="${wallTop}" width="${WIDTH}" height="${ground + 170 - wallTop}" fill="hsl(${hue + 20} 22% 84%)"/>
    <rect y="${wallTop - 26}" width="${WIDTH}" height="26" fill="hsl(${hue + 20} 20% 62%)"/>
    ${arcade.join('')}
    <rect y="${ground + 170}" width="${WIDTH}" height="${HEIGHT}" fill="hsl(${hue + 90} 22% 38%)"/>
  </svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
}
