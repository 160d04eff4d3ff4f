import rest from '../../src/connectors/stores/rest/index.ts'
import type { OpenOptions, Shape } from '../../src/connectors/connector.ts'
import type { Harness } from './contract.ts'
import { shape as libraryShape, type Stored } from './library.ts'
import { opening } from './opening-options.ts'
import { restServer, type RestServer, type RestServerOptions, type Rows } from '../servers/rest.ts'

/** A connector opened on an API of the tests. */
export interface OpenApi {
  readonly api: RestServer
  store(shape?: Partial<Shape>): ReturnType<Awaited<ReturnType<typeof rest.open>>['collection']>
  readonly log: string[]
  close(): Promise<void>
}

/** Starts an API, and opens it with these options. */
export async function openApi(
  rows: Rows,
  { server, options }: { server?: RestServerOptions; options?: OpenOptions['options'] } = {},
): Promise<OpenApi> {
  const api = await restServer(rows, server)
  const given = { allowPrivate: true, ...options }
  const { options: opened, log } = opening({ name: 'shop', url: api.url, options: given })
  const open = await rest.open(opened)
  return {
    api,
    log,
    store: (changes = {}) => open.collection(libraryShape(changes)),
    async close() {
      await open.close()
      await api.close()
    },
  }
}

/** The contract's harness over an API that serves `books`. */
export function restHarness(
  server: RestServerOptions,
  options: Readonly<Record<string, unknown>>,
  ordered = true,
): Harness {
  return {
    integers: 'text',
    ordered,
    async open(shape: Shape, items: readonly Stored[]) {
      const api = await openApi({ books: items }, { server, options })
      return { store: await api.store(shape), close: () => api.close() }
    },
  }
}
