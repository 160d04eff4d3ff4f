/** Users, their snapshots, and the parts of the headset: one schema for all five kinds of stores. */
export * as parts from './parts.ts'
export * as snapshots from './snapshots.ts'
export * as users from './users.ts'

declare module 'refract' {
  interface Register {
    // The one place where the type of the whole schema is named; see docs/fields.md, "Types".
    // oxlint-disable-next-line typescript/consistent-type-imports
    schema: typeof import('./index.ts')
  }
}
