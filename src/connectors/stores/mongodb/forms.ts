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
  const isFound = (query: Document, ctx: StoreContext): Promise<boolean> =>
    reading({ store, ctx, ms: quickly }, async (options) => {
      const found = await collection().findOne(query, { ...options, projection: { _id: 1 } })
      return found !== null
    })
  const remember = ({ column, names, found }: Wanted, until: number): void => {
    const of = known.get(column.name) ?? { hits: new Set(), until: new Map() }
    known.set(column.name, of)
    for (const name of names) {
      if (found.has(name)) of.hits.add(name)
      else of.hits.delete(name)
      of.until.set(name, until)
    }
  }
  /** All at once; one by one only where something was found. */
  const ask = async (wanted: readonly Wanted[], ctx: StoreContext): Promise<void> => {
    const begun = performance.now()
    const probes = wanted.flatMap(({ probes }) => probes)
    const any = await isFound({ $or: probes.map(({ query }) => query) }, ctx)
    if (any) {
      await Promise.all(
        probes.map(async ({ name, query, found }) => {
          if (probes.length === 1 || (await isFound(query, ctx))) found.add(name)
        }),
      )
    }
    const took = performance.now() - begun
    for (const one of wanted) {
      const kept = one.found.size > 0 ? FOUND : Math.max(NOT_FOUND, took * SHARE)
      remember(one, Date.now() + kept)
    }
  }
  /** The same probes are under way once, for all who want them. */
  const once = (wanted: readonly Wanted[], ctx: StoreContext): Promise<void> => {
    const key = wanted.map(({ column, names }) => [column.name, ...names].join(' ')).join(', ')
    const found = running.get(key)
    if (found) return found.catch(() => ask(wanted, ctx))
    const asked = ask(wanted, ctx).finally(() => running.delete(key))
    running.set(key, asked)
    return asked
  }
  return {
    async learn(columns, probesOf, ctx) {
      const now = Date.now()
      const wanted = [...new Set(columns)].flatMap((column) => {
        const until = known.get(column.name)?.until
        const due = probesOf(column).filter(({ name }) => (until?.get(name) ?? 0) <= now)
        return due.length > 0 ? [wantedOf(column, due)] : []
      })
      if (wanted.length > 0) await once(wanted, ctx)
    },
    hits: (column) => known.get(column.name)?.hits ?? none,
  }
}

/** What is to be learnt of a column. */
interface Wanted {
  readonly column: Column
  readonly names: ReadonlySet<string>
  readonly found: Set<string>
  readonly probes: readonly { name: string; query: Document; found: Set<string> }[]
}

function wantedOf(column: Column, due: readonly Probe[]): Wanted {
  const found = new Set<string>()
  const probes = due.map((one) => ({ name: one.name, query: placedProbe(column, one), found }))
  return { column, names: new Set(due.map(({ name }) => name)), found, probes }
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
