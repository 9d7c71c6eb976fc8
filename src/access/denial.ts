const denials = new WeakSet<object>()

/**
 * Marks an error that says "you may not" at a field (400): the log of acts writes it down like a 403.
 * @returns the same error
 */
export function asDenial<T extends object>(error: T): T {
  denials.add(error)
  return error
}

/** Whether an error says "you may not": by its status, or at a field. */
export const isDenial = (error: object): boolean => (error as { status?: number }).status === 403 || denials.has(error)
