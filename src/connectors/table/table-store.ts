import type { Store } from '../connector.ts'
import type { Table } from './table.ts'

/** A read-only store over the table that `current` answers at the time of each call. */
export function tableStore(connector: string, current: () => Table): Store {
  return {
    connector,
    async byIds(ids, _fields, ctx) {
      ctx.signal?.throwIfAborted()
      return current().byIds(ids)
    },
    async find(question, ctx) {
      ctx.signal?.throwIfAborted()
      return current().find(question)
    },
    async byKeys(path, keys, question, ctx) {
      ctx.signal?.throwIfAborted()
      return current().byKeys(path, keys, question)
    },
    async summarise(question, ctx) {
      ctx.signal?.throwIfAborted()
      return current().summarise(question)
    },
    count: () => current().size,
  }
}
