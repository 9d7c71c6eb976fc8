/** A statement in the making: what comes from outside is a value by its number, never text of the statement. */
export class SqlText {
  readonly values: unknown[] = []

  /** The place of a value in the statement. */
  value(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}
