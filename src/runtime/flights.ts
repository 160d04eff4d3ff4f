import type { Store, StoreContext } from '../connectors/connector.ts'

/**
 * Reads under way, shared by operations that ask the same of the same store with the same credentials. Only stores
 * that say whose reads are alike (`Store.alike`) take part: what answers from memory gains nothing.
 */
export type Flights = WeakMap<Store, Map<string, Promise<unknown>>>

/** A read that may be shared: what it asks, as text (null: it cannot be told). */
export interface Read<A> {
  readonly text: () => string | null
  readonly call: (store: Store, context: StoreContext) => Promise<A>
}

/** Joins the read that is under way, or starts it; `joined` tells which. */
export function fly<A>(
  flights: Flights,
  at: { store: Store; context: StoreContext },
  read: Read<A>,
): { answer: Promise<A>; joined: boolean } {
  const { store, context } = at
  const who = store.alike?.(context) ?? null
  const what = who === null ? null : read.text()
  if (who === null || what === null) return { answer: read.call(store, context), joined: false }
  let under = flights.get(store)
  if (!under) flights.set(store, (under = new Map()))
  const key = JSON.stringify([who, what])
  const known = under.get(key) as Promise<A> | undefined
  if (known) return { answer: known, joined: true }
  const answer = start(read, store, context).finally(() => under.delete(key))
  under.set(key, answer)
  return { answer, joined: false }
}

/** Nobody's going away, or own limit, may end a read that others wait for: the store's own deadline does. */
async function start<A>(read: Read<A>, store: Store, context: StoreContext): Promise<A> {
  const { signal: _, called, ...rest } = context
  return read.call(store, {
    ...rest,
    ...(called && { called: (scanned?: number) => quietly(() => called(scanned)) }),
  })
}

function quietly(called: () => void): void {
  try {
    called()
  } catch {
    // counted all the same
  }
}
