import type { Collection } from 'mongodb'
import type { Filter } from '../../../query/filter.ts'
import type { FieldSet } from '../../../query/row.ts'
import type { Document } from 'mongodb'
import type { Shape, StoreContext, StoreLog } from '../../connector.ts'
import { allOf, exactly, type Bounds } from './bounds.ts'
import { columnsOf, idSource, type Column, type Columns } from './columns.ts'
import { failure } from './failures.ts'
import type { Asked } from './filter/asked.ts'
import { fitting } from './filter/place.ts'
import { filterBounds, namesIn } from './filter/compile.ts'
import { formsOf, type Forms } from './forms.ts'
import { idTemplate, type IdTemplate } from './id-template.ts'
import type { Probe } from './kinds/kind.ts'
import { projectionOf } from './projection.ts'
import { rowReader, type RowReader } from './rows.ts'
import type { ServerKind } from './server-kind.ts'
import { twinsOf, type Twins } from './twins.ts'

/** One collection of a server, with what is known of it. */
export interface Served {
  /** For messages. */
  readonly store: string
  readonly shape: Shape
  readonly columns: Columns
  readonly template: IdTemplate | null
  readonly forms: Forms
  readonly read: RowReader
  readonly twins: Twins
  readonly projection: (fields: FieldSet) => Document | null
  collection(): Collection
  kind(): Promise<ServerKind>
  /** The same of `$type` in expressions, once the server was asked. */
  typeOf(): boolean
}

/** What a collection is opened from. */
export interface ServedParts {
  readonly store: string
  readonly shape: Shape
  readonly validated: boolean
  readonly log: StoreLog
  collection(): Collection
  kind(): Promise<ServerKind>
}

export function served({ store, shape, validated, log, collection, kind }: ServedParts): Served {
  const { template } = idSource(shape)
  let typeOf = false
  return {
    store,
    shape,
    collection,
    async kind() {
      const server = await kind().catch((error: unknown) => {
        throw failure(store, error)
      })
      typeOf = server.typeOf
      return server
    },
    typeOf: () => typeOf,
    columns: columnsOf(shape, validated),
    template: template === null ? null : idTemplate(template, shape),
    forms: formsOf(collection, store),
    read: rowReader(shape, { store, log }),
    twins: twinsOf(collection, { store, shape, log }),
    projection: projectionOf(shape),
  }
}

/** What a question reads, besides its filter. */
export interface Uses {
  /** Paths whose values are sorted, grouped or summed. */
  readonly values?: readonly (readonly string[])[]
  /** Paths whose keys are asked. */
  readonly keys?: readonly (readonly string[])[]
  /** Ids alone are asked, and what comes is looked through: nothing needs to be known of them before. */
  readonly anyId?: boolean
}

/** Learns what the question's columns hold, and compiles its filter. */
export async function askedOf(
  of: Served,
  ask: { filter: Filter; uses?: Uses },
  ctx: StoreContext,
): Promise<{ asked: Asked; bounds: Bounds }> {
  const { filter, uses = {} } = ask
  await of.kind()
  const names = uses.anyId ? [] : [['id'], ...namesIn(filter), ...(uses.keys ?? [])]
  const filtered = columnsAt(of, names)
  const valued = columnsAt(of, uses.values ?? [])
  const probesOf = (column: Column) =>
    valued.includes(column) ? valueProbes(column.kind) : (column.kind?.probes ?? [])
  await of.forms.learn([...filtered, ...valued], probesOf, ctx)
  const asked: Asked = {
    compile: filterBounds,
    columns: of.columns,
    template: of.template,
    element: [],
    hits: (column) => of.forms.hits(column),
  }
  const bounds = filterBounds(filter, asked)
  if (uses.anyId) return { asked, bounds }
  return { asked, bounds: allOf([await identified(of, asked, ctx), bounds]) }
}

function valueProbes(kind: Column['kind']): readonly Probe[] {
  return kind ? [...kind.probes, ...(kind.valueProbes ?? [])] : []
}

function columnsAt(of: Served, paths: readonly (readonly string[])[]): readonly Column[] {
  return paths.flatMap((names) => of.columns.of(names) ?? [])
}

/** Documents that have an id at all, and are the first of those whose ids print alike. */
async function identified(of: Served, asked: Asked, ctx: StoreContext): Promise<Bounds> {
  if (of.template) return of.template.whole
  const column = of.columns.of(['id'])
  if (!column) return exactly(true)
  if (column.at !== '_id') return fitting(column, asked)
  const hits = asked.hits(column)
  const later = await of.twins(hits, ctx)
  const first = exactly(later.length === 0 ? true : { _id: { $nin: later } })
  return hits.has('odd') ? allOf([first, fitting(column, asked)]) : first
}
