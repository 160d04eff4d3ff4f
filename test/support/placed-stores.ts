import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Binary, Long, MongoClient, MongoBulkWriteError } from 'mongodb'
import { memory, mongodb, rest, yaml } from 'refract'
import type { MemoryRows, RestOptions, StoreDeclaration } from 'refract'
import { compareKeys, type Key } from '../../src/fields/key.ts'
import { freshDatabase, mongoServer } from '../servers/mongodb.ts'
import { restServer, type RestServerOptions } from '../servers/rest.ts'
import type { FieldModel, Model } from '../../src/model/model.ts'

/** Rows by collection, as JSON, with bigints for integers that doubles cannot hold. */
export type Rows = Readonly<Record<string, MemoryRows>>

/** Where rows may lie. */
export const everyPlacement = [
  'memory',
  'yaml files',
  'yaml folders',
  'mongodb',
  'rest',
  'rest paged',
  'rest bare',
] as const
export type Placement = (typeof everyPlacement)[number]

/** Rows at a placement: the store to configure, and what its collections say of it. */
export interface PlacedStore {
  readonly store: StoreDeclaration
  readonly options: (collection: string) => Readonly<Record<string, unknown>>
  /** Over a wire that is listened to: how many requests came so far. */
  readonly requests?: () => number
  close(): Promise<void>
}

/** What is to be placed, and what it is declared to be. */
export interface ToPlace {
  readonly folder: string
  readonly rows: Rows
  readonly model: Model
  readonly options?: object
}

/** Writes rows to a placement. */
export function placeRows(placement: Placement, what: ToPlace): Promise<PlacedStore> {
  switch (placement) {
    case 'memory':
      return Promise.resolve(plain(memory({ rows: what.rows, ...what.options })))
    case 'yaml files':
    case 'yaml folders':
      return yamlStore(placement, what)
    case 'mongodb':
      return mongoStore(what)
    case 'rest':
    case 'rest paged':
    case 'rest bare':
      return restStore(placement, what)
  }
}

function plain(store: StoreDeclaration, close = async () => {}): PlacedStore {
  return { store, options: () => ({}), close }
}

async function yamlStore(
  placement: 'yaml files' | 'yaml folders',
  { folder, rows, options }: ToPlace,
): Promise<PlacedStore> {
  const path = placement.replace(' ', '-')
  const data = join(folder, path)
  await mkdir(data)
  for (const [collection, items] of Object.entries(rows)) {
    if (placement === 'yaml files') {
      const text = items.length === 0 ? '[]\n' : items.map((item) => `- ${flow(item)}\n`).join('')
      await writeFile(join(data, `${collection}.yaml`), text)
      continue
    }
    await mkdir(join(data, collection))
    for (const [number, item] of items.entries())
      await writeFile(join(data, collection, `item ${number}.yaml`), `${flow(item)}\n`)
  }
  return plain(yaml({ path: `./${path}`, ...options }))
}

/** JSON is YAML; integers keep their digits. */
function flow(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}: ${flow(one)}`,
  )
  return `{${members.join(', ')}}`
}

async function mongoStore({ rows, options }: ToPlace): Promise<PlacedStore> {
  const server = await mongoServer()
  if (!server) throw new Error('No MongoDB server could be had')
  const database = freshDatabase()
  const client = new MongoClient(server.url)
  for (const [collection, items] of Object.entries(rows)) {
    const documents = items.map(document)
    if (documents.length === 0) continue
    const into = client.db(database).collection<Readonly<Record<string, unknown>>>(collection)
    await into.insertMany(documents as never, { ordered: false }).catch(onlyTwice)
  }
  await client.close()
  return plain(mongodb({ url: server.url, database, ...options }))
}

/** Of items with one id a collection takes the first, as every store serves it. */
function onlyTwice(error: unknown): void {
  const DUPLICATE = 11_000
  if (!(error instanceof MongoBulkWriteError) || error.code !== DUPLICATE) throw error
}

/** An item as a document: its `id` is the `_id`, integers past 2^53 stay integers. */
function document({ id, ...rest }: MemoryRows[number]): Record<string, unknown> {
  const members = mapped(rest) as Record<string, unknown>
  return id === undefined ? members : { _id: mapped(id), ...members }
}

function mapped(value: unknown): unknown {
  if (typeof value === 'bigint') return Long.fromBigInt(value)
  if (Array.isArray(value)) return value.map(mapped)
  if (value instanceof Uint8Array) return new Binary(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapped(one)]))
}

const API: Readonly<Record<'rest' | 'rest paged' | 'rest bare', RestServerOptions>> = {
  rest: { many: { style: 'repeat' } },
  'rest paged': {
    many: { style: 'post', path: '/search', param: 'ids' },
    paging: {
      style: 'page',
      param: '_page',
      size: '_size',
      max: 7,
      defaultSize: 7,
      total: 'x-total-count',
    },
    rows: 'data.items',
  },
  'rest bare': {},
}

const OPTIONS: Readonly<Record<keyof typeof API, Omit<RestOptions, 'url'>>> = {
  rest: { many: { param: 'id', style: 'repeat' } },
  'rest paged': {
    paging: { style: 'page', page: '_page', size: '_size', max: 7, total: 'x-total-count' },
    rows: 'data.items',
  },
  'rest bare': { get: false },
}

const SEARCH = { method: 'POST', param: 'ids', max: 9 } as const

async function restStore(placement: keyof typeof API, what: ToPlace): Promise<PlacedStore> {
  const paged = placement === 'rest paged'
  const asked = (collection: string) =>
    placement === 'rest bare' ? [] : askable(what.model.collections.get(collection)?.fields)
  const all = Object.keys(what.rows).flatMap(asked)
  const texts = all.filter((field) => paged && field.field.kind === 'string')
  const server = await restServer(paged ? sortedRows(what.rows) : what.rows, {
    ...API[placement],
    filters: Object.fromEntries(all.map((field) => [nameOf(field), nameOf(field)])),
    search: Object.fromEntries(texts.map((field) => [`${nameOf(field)}~`, nameOf(field)])),
  })
  const listing = paged ? { order: [{ id: 'asc' as const }] } : {}
  const common = { url: server.url, allowPrivate: true, ...listing, ...OPTIONS[placement] }
  return {
    store: rest({ ...common, ...what.options }),
    options: (collection) => {
      const filters = asked(collection).flatMap((field) => filtersOf(field, paged))
      return {
        ...(filters.length > 0 && { filters: Object.fromEntries(filters) }),
        ...(paged && { many: { ...SEARCH, path: `/${collection}/search` } }),
      }
    },
    requests: () => server.calls().length,
    close: () => server.close(),
  }
}

const ASKABLE: ReadonlySet<string> = new Set(['string', 'int', 'ref'])

/** The fields that the API can be asked for: stored keys, texts, integers, also in nested objects. */
function askable(fields: ReadonlyMap<string, FieldModel> = new Map()): readonly FieldModel[] {
  return [...fields.values()].flatMap((field) => {
    if (field.field.kind === 'object' && field.name !== 'meta')
      return askable(field.fields ?? undefined)
    const stored = field.link?.holder !== 'far' && field.field.options['absent'] === undefined
    return stored && ASKABLE.has(field.field.kind) ? [field] : []
  })
}

function nameOf({ path }: FieldModel): string {
  return path.join('.')
}

type RestFilter = readonly [string, NonNullable<RestOptions['filters']>[string]]

function filtersOf(field: FieldModel, paged: boolean): readonly RestFilter[] {
  const name = nameOf(field)
  return [
    [`${name}.eq`, name],
    [`${name}.in`, { param: name, style: 'repeat' }],
    ...(paged && field.field.kind === 'string' ? [[`${name}.contains`, `${name}~`] as const] : []),
  ]
}

/** An API that lists in the order of ids. */
function sortedRows(rows: Rows): Rows {
  const sorted = (items: MemoryRows) =>
    items.toSorted((a, b) => compareKeys(a['id'] as Key, b['id'] as Key))
  return Object.fromEntries(Object.entries(rows).map(([name, items]) => [name, sorted(items)]))
}
