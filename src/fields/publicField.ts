/**
 * A public field as readers know it, without anything of Payload: what the contract of the content API is
 * made of. Every field may be null, but for lists and groups.
 */
export type PublicField = { label: string; description?: string; isMany?: true } & (
  | { kind: 'text'; options?: string[] }
  /** An instant (RFC 3339), in UTC. */
  | { kind: 'instant' }
  | { kind: 'number' | 'boolean' }
  /** The state of the editor (Lexical); as HTML or plain text on demand. */
  | { kind: 'richText' }
  /** Longitude and latitude, in this order (RFC 7946, 3.1.1). */
  | { kind: 'position' }
  /** The id of a document of another collection; the document itself, with a depth. */
  | { kind: 'reference'; to: string }
  | { kind: 'group'; fields: PublicFields }
)

export type PublicFields = Record<string, PublicField>
