import type { Collection, Document } from 'mongodb'
import { keyText, type Key } from '../../../../fields/key.ts'
import type { Page } from '../../../../query/page.ts'
import { rendered, type Query } from '../bounds.ts'
import type { Column } from '../columns.ts'
import { literal } from '../expression.ts'
import { keyPrint } from '../kinds/keys.ts'
import type { Order } from '../order.ts'
import type { ReadOptions } from '../reading.ts'
import type { ServerKind } from '../server-kind.ts'
import { elementsOf } from './elements.ts'
import { batchSize, pipelineProjection, without } from './stages.ts'

/** What is read per key. */
export interface PerKey {
  readonly column: Column
  readonly keys: readonly Key[]
  readonly query: Query
  readonly order: Order
  readonly page: Page
  readonly projection: Document | null
}

/** Names that no stored field has. */
const KEY = '__refract_key'
const NUMBER = '__refract_number'
/** Window stages came with MongoDB 5.0. */
const WINDOWS = 13
/** What servers answer to a stage that they do not know. */
const UNKNOWN_STAGE = new Set([304, 40_324])

/** Documents `{ _id: key, rows }`: of each key as many as decide its page, in the direction of reading. */
export async function perKeyPages(
  collection: Collection,
  per: PerKey & { readonly kind: ServerKind },
  options: ReadOptions,
): Promise<Document[]> {
  if (per.query === false) return []
  const { kind, page } = per
  const own = { ...per, projection: pipelineProjection(per.projection, kind) }
  const run = (pipeline: Document[]) =>
    collection.aggregate(pipeline, { ...options, batchSize: batchSize(null) }).toArray()
  const limited = (page.last ?? page.first) !== null
  if (!limited || kind.wire < WINDOWS || kind.lacks.has('$setWindowFields')) return run(pushed(own))
  try {
    return grouped(await run(numbered(own)))
  } catch (error) {
    if (!UNKNOWN_STAGE.has(Number((error as { code?: unknown }).code))) throw error
    kind.lacks.add('$setWindowFields')
    return run(pushed(own))
  }
}

/** Documents `{ _id: key, count }`. */
export async function perKeyCounts(
  collection: Collection,
  per: PerKey,
  options: ReadOptions,
): Promise<Document[]> {
  if (per.query === false) return []
  const stages = [...keyed(per, {}), { $group: { _id: `$${KEY}`, count: { $sum: 1 } } }]
  return collection.aggregate(stages, { ...options, batchSize: batchSize(null) }).toArray()
}

/** A document for each key that it holds, each once. */
function keyed({ query, column, keys }: PerKey, computed: Document): Document[] {
  const identities = { $map: { input: `$${KEY}`, as: 'key', in: keyPrint('$$key', keys) } }
  return [
    { $match: rendered(query) },
    { $addFields: { ...computed, [KEY]: elementsOf(column) } },
    { $addFields: { [KEY]: { $setUnion: [identities, literal([])] } } },
    { $unwind: `$${KEY}` },
    { $match: { [KEY]: { $in: keys.map(keyText) } } },
  ]
}

/** Works on every server: the rows of a key are collected in order, and cut. */
function pushed(per: PerKey): Document[] {
  const { order, page } = per
  const size = page.last ?? page.first
  const rows =
    size === null && page.skip === 0
      ? '$rows'
      : { $slice: ['$rows', page.skip, size === null ? 2 ** 31 - 1 : size + 1] }
  return [
    ...keyed(per, order.computed),
    { $sort: order.sort },
    { $project: projected(per) },
    { $group: { _id: `$${KEY}`, rows: { $push: '$$ROOT' } } },
    { $project: { rows } },
  ]
}

/** Rows are numbered within their key, so that no list of all of them is ever made. */
function numbered(per: PerKey): Document[] {
  const { order, page } = per
  const from = page.skip
  const to = from + (page.last ?? page.first ?? 0) + 1
  return [
    ...keyed(per, order.computed),
    {
      $setWindowFields: {
        partitionBy: `$${KEY}`,
        sortBy: order.sort,
        output: { [NUMBER]: { $documentNumber: {} } },
      },
    },
    { $match: { [NUMBER]: { $gt: from, $lte: to } } },
    { $project: projected(per, { [NUMBER]: 1 }) },
  ]
}

function projected({ projection, order }: PerKey, further: Document = {}): Document {
  return projection ? { ...projection, [KEY]: 1, ...further } : without(order)
}

function grouped(rows: readonly Document[]): Document[] {
  const groups = new Map<string, { _id: unknown; rows: Document[] }>()
  for (const row of rows) {
    const text = String(row[KEY])
    const group = groups.get(text)
    if (group) group.rows.push(row)
    else groups.set(text, { _id: row[KEY], rows: [row] })
  }
  for (const group of groups.values()) {
    group.rows.sort((a, b) => Number(a[NUMBER]) - Number(b[NUMBER]))
  }
  return [...groups.values()]
}
