/** Queries are planned and executed from the stamps; nothing is resolved field by field. */
export function planned(): never {
  throw new TypeError('Fields are not resolved one by one: execute the document with the engine')
}
