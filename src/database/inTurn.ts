const turns = new WeakMap<object, Promise<unknown>>()

/**
 * Does pieces of work of one transaction one after the other. Payload 3.90.2 handles the documents of a request in
 * bulk side by side in one transaction, where no lock of the database keeps them apart. Work that waits for other
 * work of its own transaction waits for ever.
 */
export function inTurn<T>(transaction: object, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(transaction) ?? Promise.resolve()).then(work)
  turns.set(
    transaction,
    turn.catch(() => undefined),
  )
  return turn
}
