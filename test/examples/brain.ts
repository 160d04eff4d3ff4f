import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe } from 'vitest'
import { config } from 'refract'
import type { ConfigOptions, StoreDeclaration } from 'refract'
import { brainstorm, cortex, type Documents } from '../../examples/brain/data/mongodb.ts'
import { restStub, type RestStub } from '../../examples/brain/rest-stub/server.ts'
import {
  inBrainstorm,
  inCortex,
  inMemory,
  inRest,
  inRestOfAll,
  inYaml,
} from '../../examples/brain/variants.ts'
import { freshDatabase, mongoServer } from '../servers/mongodb.ts'
import { bench, type Bench } from '../support/engine.ts'
import { root } from '../support/source.ts'

/** The stores that serve the one schema of `examples/brain`. */
export const variants = ['memory', 'yaml', 'brainstorm', 'cortex', 'rest', 'rest of all'] as const
export type Variant = (typeof variants)[number]

/** The example at work, with every store call noted, and the requests that its REST stub got. */
export interface Brain extends Bench {
  upstream(): readonly string[]
}

export const folder = join(root, 'examples/brain')

/** Imported by address: the example registers a schema of its own, in a program of its own. */
export const schema = (await import(
  pathToFileURL(join(folder, 'schema/index.ts')).href
)) as Readonly<Record<string, object>>

const server = await mongoServer()

/** What is missing here to serve a variant. */
const missing = (variant: Variant): boolean =>
  server === null && (variant === 'brainstorm' || variant === 'cortex')

/** Tests that every variant passes; those without a server are skipped, visibly. */
export function onEachVariant(
  body: (brain: Pick<Brain, 'ask' | 'calls' | 'upstream'>, variant: Variant) => void,
  some: readonly Variant[] = variants,
): void {
  for (const variant of some) {
    describe.skipIf(missing(variant))(`on ${variant}`, () => {
      let brain: Brain
      beforeAll(async () => {
        brain = await openBrain(variant)
      })
      afterAll(() => brain.close())
      body(
        {
          ask: (query, variables, user) => brain.ask(query, variables, user),
          calls: () => brain.calls(),
          upstream: () => brain.upstream(),
        },
        variant,
      )
    })
  }
}

/** Opens the example over one variant of its stores, filled with the sample. */
export async function openBrain(
  variant: Variant,
  limits: ConfigOptions['limits'] = {},
): Promise<Brain> {
  const opened = await openStores(variant)
  // as in the example's own configuration
  const settings = config({ stores: opened.stores, limits: { scannedPages: 2_000, ...limits } })
  const engine = await bench(schema, settings, { root: folder })
  return {
    ...engine,
    async ask(query, variables, user) {
      opened.stub?.reset()
      return engine.ask(query, variables, user)
    },
    upstream: () => opened.stub?.log() ?? [],
    async close() {
      await engine.close()
      await opened.close()
    },
  }
}

/** Stores that are filled, and what was started for them. */
export interface Opened {
  readonly stores: { readonly [name: string]: StoreDeclaration }
  readonly stub?: RestStub
  close(): Promise<void>
}

/** Starts and fills what a variant needs. */
export async function openStores(variant: Variant): Promise<Opened> {
  switch (variant) {
    case 'memory':
      return { stores: inMemory(), close: async () => {} }
    case 'yaml':
      return { stores: inYaml(), close: async () => {} }
    case 'brainstorm':
      return openMongo(inBrainstorm, 'brainstorm')
    case 'cortex':
      return openMongo(inCortex, 'cortex')
    case 'rest':
      return openRest(inRest)
    case 'rest of all':
      return openRest(inRestOfAll)
  }
}

async function openRest(stores: (url: string) => Opened['stores']): Promise<Opened> {
  const stub = await restStub()
  return { stores: stores(stub.url), stub, close: () => stub.close() }
}

async function openMongo(
  stores: (url: string, database: string) => Opened['stores'],
  shape: Shape,
): Promise<Opened> {
  const { url, database, close } = await fillMongo(shape)
  return { stores: stores(url, database), close }
}

type Shape = 'brainstorm' | 'cortex'
const shapes: Readonly<Record<Shape, Documents>> = { brainstorm, cortex }

/** A database that holds the sample, until it is closed. */
export interface Filled {
  readonly url: string
  readonly database: string
  close(): Promise<void>
}

/** Fills a fresh database; only where there is a server. */
export async function fillMongo(shape: Shape): Promise<Filled> {
  const url = server?.url ?? ''
  const database = freshDatabase()
  const client = new MongoClient(url)
  for (const [name, rows] of Object.entries(shapes[shape])) {
    await client
      .db(database)
      .collection(name)
      .insertMany([...rows])
  }
  return {
    url,
    database,
    async close() {
      await client.db(database).dropDatabase()
      await client.close()
    },
  }
}
