/** The name of a collection's table, as Payload's adapter makes it of its slug. */
export const tableOf = (collection: string): string => collection.replaceAll('-', '_')
