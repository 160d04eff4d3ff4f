import type { Collection, Document } from 'mongodb'
import type { StoreContext } from '../../connector.ts'
import type { Column } from './columns.ts'
import type { Hits, Probe } from './kinds/kind.ts'
import { quickly, reading } from './reading.ts'

/** What is found stays known for this long; so does that nothing was found, at least. In milliseconds. */
const FOUND = 600_000
const NOT_FOUND = 10_000
/** A probe may take one part in so many of the time. */
const SHARE = 100

/**
 * Which forms the stored values of columns have, where that decides what the server can be asked. A probe asks for one
 * value of a form; an index on the field answers it at once.
 */
export interface Forms {
  /** Probes what is not known of these columns; what `hits` answers then holds for the question. */
  learn(columns: readonly Column[], probes: ProbesOf, ctx: StoreContext): Promise<void>
  hits(column: Column): Hits
}

export type ProbesOf = (column: Column) => readonly Probe[]

interface Known {
  hits: Set<string>
  /** Names of probes → when they are asked again. */
  readonly until: Map<string, number>
}

const none: Hits = new Set()

/** The forms of a collection's columns. */
export function formsOf(collection: () => Collection, store: string): Forms {
  const known = new Map<string, Known>()
  const running = new Map<string, Promise<void>>()
  const probe = async (column: Column, one: Probe, ctx: StoreContext): Promise<void> => {
    const begun = performance.now()
    const found = await reading({ store, ctx, ms: quickly }, (options) =>
      collection().findOne(placedProbe(column, one), { ...options, projection: { _id: 1 } }),
    )
    remember(column.name, one.name, { found: found !== null, took: performance.now() - begun })
  }
  const remember = (
    column: string,
    name: string,
    { found, took }: { found: boolean; took: number },
  ): void => {
    const of = known.get(column) ?? { hits: new Set(), until: new Map() }
    known.set(column, of)
    // A name may have several probes: one that found nothing takes back only its own.
    const kept = found ? FOUND : Math.max(NOT_FOUND, took * SHARE)
    const still = of.hits.has(name) && (of.until.get(name) ?? 0) > Date.now()
    if (found) of.hits.add(name)
    else if (!still) of.hits.delete(name)
    if (found || !still) of.until.set(name, Date.now() + kept)
  }
  const once = (column: Column, one: Probe, ctx: StoreContext): Promise<void> => {
    const key = `${column.name} ${one.name} ${JSON.stringify(Object.keys(one.ops))}`
    const found = running.get(key)
    if (found) return found.catch(() => probe(column, one, ctx))
    const asked = probe(column, one, ctx).finally(() => running.delete(key))
    running.set(key, asked)
    return asked
  }
  return {
    async learn(columns, probesOf, ctx) {
      const now = Date.now()
      const wanted = [...new Set(columns)].flatMap((column) =>
        probesOf(column)
          .filter(({ name }) => (known.get(column.name)?.until.get(name) ?? 0) <= now)
          .map((one) => once(column, one, ctx)),
      )
      await Promise.all(wanted)
    },
    hits: (column) => known.get(column.name)?.hits ?? none,
  }
}

/** The probe's operators at the column, in whatever lists it lies. */
function placedProbe(column: Column, { ops }: Probe): Document {
  const end: Document =
    column.shape === 'list' ? { [column.at]: { $elemMatch: ops } } : { [column.at]: ops }
  return column.lists.reduceRight<Document>(
    (inner, list) => ({ [list]: { $elemMatch: inner } }),
    end,
  )
}
