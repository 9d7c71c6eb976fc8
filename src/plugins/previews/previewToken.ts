import { hkdfSync } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { isUuid } from '../../text/uuid.ts'

/** What a preview link lets its bearer see, and in whose name. */
export type PreviewGrant = {
  collection: string
  id: string
  by: { collection: 'users' | 'api-clients'; id: string }
  until: Date
}

const AUDIENCE = 'rencontre/preview'

/** Of its own: what signs sessions must not be mistaken for it, nor it for a session. */
const keyFrom = (secret: string) => new Uint8Array(hkdfSync('sha256', secret, '', AUDIENCE, 32))

/** A token (JWT, RFC 7519, HS256) for the draft of one document, until an instant. */
export const signPreview = ({ collection, id, by, until }: PreviewGrant, secret: string): Promise<string> =>
  new SignJWT({ by: `${by.collection}/${by.id}` })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setSubject(`${collection}/${id}`)
    .setExpirationTime(until)
    .sign(keyFrom(secret))

/** What a token grants; nothing for one that is not ours, was changed, or has ended. */
export async function readPreview(token: string, secret: string): Promise<PreviewGrant | undefined> {
  const read = await jwtVerify(token, keyFrom(secret), {
    audience: AUDIENCE,
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'sub', 'by'],
  }).catch(() => undefined)
  if (!read) return undefined
  const [collection = '', id = ''] = String(read.payload.sub).split('/')
  const [kind = '', account = ''] = String(read.payload.by).split('/')
  if ((kind !== 'users' && kind !== 'api-clients') || !isUuid(id) || !isUuid(account)) return undefined
  return { collection, id, by: { collection: kind, id: account }, until: new Date(Number(read.payload.exp) * 1000) }
}
