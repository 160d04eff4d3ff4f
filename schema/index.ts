/** The demo library: one module per collection; its name here is the collection's name. */
export * as authors from './authors.ts'
export * as books from './books.ts'
export * as cards from './cards.ts'
export * as countries from './countries.ts'
export * as reviews from './reviews.ts'
export * as shelves from './shelves.ts'
export * as users from './users.ts'

declare module 'refract' {
  interface Register {
    // The one place where the type of the whole schema is named; see docs/fields.md, "Types".
    // oxlint-disable-next-line typescript/consistent-type-imports
    schema: typeof import('./index.ts')
  }
}
