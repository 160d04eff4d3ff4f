import type { Store, StoreContext } from '../connectors/connector.ts'

/**
 * Reads under way, shared by operations that ask the same of the same store with the same credentials. Only stores
 * that say whose reads are alike (`Store.alike`) take part: what answers from memory gains nothing.
 */
export type Flights = WeakMap<Store, Map<string, Flight>>

/** A read under way; `shared` once a second operation waits for it. */
interface Flight {
  answer: Promise<unknown>
  shared: boolean
}

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
  const known = under.get(key)
  if (known) {
    known.shared = true
    return { answer: known.answer as Promise<A>, joined: true }
  }
  const flight: Flight = { answer: Promise.resolve(), shared: false }
  const answer = start(flight, at, read).finally(() => under.delete(key))
  flight.answer = answer
  under.set(key, flight)
  return { answer, joined: false }
}

/** Nobody's going away, or own limit, may end a read that others wait for: the store's own deadline does. */
async function start<A>(
  flight: Flight,
  { store, context }: { store: Store; context: StoreContext },
  read: Read<A>,
): Promise<A> {
  const { signal: _, called, ...rest } = context
  const counted = (scanned?: number) => {
    try {
      called?.(scanned)
    } catch (error) {
      if (!flight.shared) throw error
    }
  }
  return read.call(store, { ...rest, ...(called && { called: counted }) })
}
