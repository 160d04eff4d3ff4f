import type { Collection, Document, FindCursor } from 'mongodb'
import { rendered, type Query } from '../bounds.ts'
import type { Order } from '../order.ts'
import type { ReadOptions } from '../reading.ts'
import type { ServerKind } from '../server-kind.ts'

/** Which documents, in which order, from where, how many. */
export interface Wanted {
  readonly query: Query
  readonly order: Order
  readonly skip: number
  /** null: all. */
  readonly limit: number | null
  readonly projection: Document | null
}

/** What a pipeline projects: servers that are not MongoDB's may not take dotted paths through lists there. */
export function pipelineProjection(projection: Document | null, kind: ServerKind): Document | null {
  if (!projection || kind.typeOf) return projection
  const tops = Object.entries(projection).map(([path, kept]) => [path.split('.')[0] ?? path, kept])
  return Object.fromEntries(tops)
}

/** Reads documents by one command where the reply is small: a query where the order is stored, else a pipeline. */
export async function documents(
  collection: Collection,
  { kind, ...wanted }: Wanted & { readonly kind: ServerKind },
  options: ReadOptions,
): Promise<Document[]> {
  if (wanted.query === false || wanted.limit === 0) return []
  const computed = Object.keys(wanted.order.computed).length > 0
  const { order, skip, limit, projection } = wanted
  if (computed) {
    const flat = pipelineProjection(projection, kind)
    return collection.aggregate(stages({ ...wanted, projection: flat }), options).toArray()
  }
  const cursor: FindCursor = collection.find(rendered(wanted.query), {
    ...options,
    ...(order.sort.size > 0 && { sort: order.sort }),
    ...(skip > 0 && { skip }),
    ...(limit !== null && { limit }),
    ...(projection && { projection }),
    batchSize: batchSize(limit),
  })
  return cursor.toArray()
}

/** The first batch holds the page. */
export function batchSize(limit: number | null): number {
  return limit === null ? 5_000 : Math.min(Math.max(limit + 1, 1), 5_000)
}

function stages({ query, order, skip, limit, projection }: Wanted): Document[] {
  return [
    { $match: rendered(query) },
    { $addFields: order.computed },
    { $sort: order.sort },
    ...(skip > 0 ? [{ $skip: skip }] : []),
    ...(limit === null ? [] : [{ $limit: limit }]),
    { $project: projection ?? without(order) },
  ]
}

/** Computed fields taken away again. */
export function without({ computed }: Order): Document {
  return Object.fromEntries(Object.keys(computed).map((name) => [name, 0]))
}
