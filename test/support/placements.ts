import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { config, memory } from 'refract'
import type { ConfigOptions, Limits } from 'refract'
import type { User } from '../../src/access/rule.ts'
import { builtIn } from '../../src/connectors/built-in.ts'
import { buildModel } from '../../src/model/build.ts'
import { mongoServer } from '../servers/mongodb.ts'
import { changedModules } from './collections.ts'
import { bench, type Answered, type Bench } from './engine.ts'
import {
  everyPlacement,
  placeRows,
  type PlacedStore,
  type Placement,
  type Rows,
} from './placed-stores.ts'

export type { Placement, Rows }

const mongo = await mongoServer()
if (!mongo) describe.skip('on mongodb', () => it('is not shown: no server could be had', () => {}))

/** Where the same rows may lie, of those that can be had here. */
export const reachable: readonly Placement[] = everyPlacement.filter(
  (placement) => placement !== 'mongodb' || mongo,
)

/** Where each story is told. */
export const placements: readonly Placement[] = reachable.filter(
  (placement) => placement !== 'rest bare',
)

/** A schema whose collections name the store `library`, with its rows. */
export interface Story {
  readonly modules: Readonly<Record<string, object>>
  readonly rows: Rows
  readonly can?: ConfigOptions['can']
  readonly limits?: Partial<Limits>
  /** Options of the store, whichever it is. */
  readonly options?: { readonly onMismatch?: 'null' | 'error' }
}

/** A placement for each collection. */
export type Places = Readonly<Record<string, Placement>>

/** A story at work. */
export interface OpenStory extends Bench {
  /** How many HTTP requests its APIs have got so far. */
  requests(): number
}

/** Opens a story at a placement, or with each collection at its own; `close` removes what was written. */
export async function openStory(places: Placement | Places, story: Story): Promise<OpenStory> {
  const folder = await mkdtemp(join(tmpdir(), 'refract-story-'))
  const placed = await placedStory(places, story, folder)
  const settings = { ...story, limits: { ...requestsOf(places), ...story.limits } }
  const opened = await bench(placed.modules, configOf(settings, placed.stores), { root: folder })
  return {
    ...opened,
    requests: () => placed.opened.reduce((sum, { requests }) => sum + (requests?.() ?? 0), 0),
    async close() {
      await opened.close()
      await Promise.all(placed.opened.map((one) => one.close()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A page of an API is a request of its own: what costs three calls elsewhere may cost three hundred. */
function requestsOf(places: Placement | Places): Partial<Limits> {
  return places === 'rest' || places === 'rest paged' ? { calls: 5_000 } : {}
}

interface PlacedStory {
  readonly modules: Story['modules']
  readonly stores: NonNullable<ConfigOptions['stores']>
  readonly opened: readonly PlacedStore[]
}

async function placedStory(
  places: Placement | Places,
  { modules, rows, options, ...story }: Story,
  folder: string,
): Promise<PlacedStory> {
  const connectors = [...new Set(Object.values(builtIn))]
  const plain = configOf(story, { library: memory() })
  const model = buildModel({ modules, config: plain, connectors })
  const at = (name: string) => (typeof places === 'string' ? places : (places[name] ?? 'memory'))
  const names = [...model.collections.keys()]
  const opened = new Map<Placement, PlacedStore>()
  for (const placement of new Set(names.map(at))) {
    const own = Object.fromEntries(Object.entries(rows).filter(([name]) => at(name) === placement))
    opened.set(
      placement,
      await placeRows(placement, { folder, rows: own, model, ...(options && { options }) }),
    )
  }
  const storeName = (placement: Placement) =>
    typeof places === 'string' ? 'library' : placement.replace(' ', '_')
  const changed = changedModules(modules, (name, declared) => {
    const placement = at(name)
    const more = opened.get(placement)?.options(name) ?? {}
    // an API lists in its own order unless it is told another; the others by id
    const order = placement.startsWith('rest') ? { order: [{ id: 'asc' }], ...declared } : declared
    return { ...order, store: storeOf(declared['store'], storeName(placement), more) }
  })
  const stores = [...opened].map(([placement, { store }]) => [storeName(placement), store] as const)
  return { modules: changed, stores: Object.fromEntries(stores), opened: [...opened.values()] }
}

/** `library`, or `{ store: 'library', … }`, in the terms of a placement; other stores stay. */
function storeOf(declared: unknown, store: string, more: object): unknown {
  const own = typeof declared === 'object' ? (declared as { readonly store?: unknown }) : null
  if (own ? own.store !== 'library' : declared !== 'library') return declared
  return own || Object.keys(more).length > 0 ? { ...more, ...own, store } : store
}

/** Opens a story before the tests of its `describe` and closes it after them. */
export function atPlacement(placement: Placement, story: Story): Omit<Bench, 'model' | 'close'> {
  let opened: Bench
  beforeAll(async () => {
    opened = await openStory(placement, story)
  })
  afterAll(() => opened.close())
  return {
    ask: (query, variables, user) => opened.ask(query, variables, user),
    calls: () => opened.calls(),
  }
}

/** The data of an answer that has no errors. */
export async function dataOf(
  api: Pick<Bench, 'ask'>,
  query: string,
  asked: { variables?: Record<string, unknown>; user?: User } = {},
): Promise<Answered['data']> {
  const { data, errors } = await api.ask(query, asked.variables, asked.user)
  if (errors) throw new Error(`${query}\n${JSON.stringify(errors, null, 2)}`)
  return data
}

/** The codes of an answer's errors. */
export async function codesOf(
  api: Pick<Bench, 'ask'>,
  query: string,
  variables?: Record<string, unknown>,
): Promise<readonly unknown[]> {
  const { errors } = await api.ask(query, variables)
  return (errors ?? []).map(({ extensions }) => extensions?.['code'])
}

function configOf(
  { can, limits }: Pick<Story, 'can' | 'limits'>,
  stores: NonNullable<ConfigOptions['stores']>,
) {
  return config({ stores, can: can ?? { read: true }, ...(limits && { limits }) })
}
