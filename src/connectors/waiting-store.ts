import type { Store } from './connector.ts'

/**
 * Stands for a store that is not open: each question tries to reach it first. What the gateway can do itself
 * (lists per key, summaries) is not offered; it is not known yet whether the store can.
 */
export function waitingStore(connector: string, reach: () => Promise<Store>): Store {
  return {
    connector,
    byIds: async (ids, fields, ctx) => (await reach()).byIds(ids, fields, ctx),
    find: async (question, ctx) => (await reach()).find(question, ctx),
  }
}
