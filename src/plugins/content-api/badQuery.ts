/** A request that the content API cannot answer: what it says names the parameter and what that accepts. */
export class BadQuery extends Error {
  readonly statusCode = 400
  readonly field: string

  constructor(field: string, accepts: string) {
    super(`The parameter ${field} accepts ${accepts}.`)
    this.field = field
  }
}
