import { keyText } from '../../../fields/key.ts'
import type { Connector, OpenOptions, Shape, Store, StoreContext } from '../../connector.ts'
import { byKeys } from './by-keys.ts'
import { beginCall, type Call } from './call.ts'
import { callsOf } from './calls.ts'
import { restMistakes } from './check.ts'
import { endpointsOf } from './endpoints.ts'
import { countOf } from './count.ts'
import { conditionsOf, find } from './find.ts'
import { openHttp, type Http, type HttpOptions } from './http/index.ts'
import { itemsOf } from './items.ts'
import { loadByIds } from './load.ts'
import { keysOf } from './plan.ts'
import type { Question } from '../../../query/question.ts'
import type { Resource } from './resource.ts'

/**
 * A REST API as a store. A named store appends `/books` and `/books/{id}`, an inline URL is the list itself; options of a
 * collection win over those of its store.
 */
const rest: Connector = {
  name: 'rest',
  schemes: ['http', 'https'],
  calls: (options) => callsOf(endpointsOf(options, { name: '', append: false })),
  check: restMistakes,
  async open(opened) {
    const http = openHttp({
      ...(opened.options as Partial<HttpOptions>),
      name: opened.name,
      url: opened.url,
      log: opened.log,
    })
    return {
      collection: async (shape) => storeOf(resourceOf(opened, http, shape)),
      close: () => http.close(),
    }
  },
}
export default rest

/** Most warnings of one collection, each of which is given once. */
const TOLD = 100

function resourceOf(opened: OpenOptions, http: Http, shape: Shape): Resource {
  const endpoints = endpointsOf({ ...opened.options, ...shape.options }, shape)
  const { origin, pathname } = new URL(opened.url)
  const told = new Set<string>()
  const warn = (message: string): void => {
    if (told.has(message) || told.size >= TOLD) return
    told.add(message)
    opened.log.warn(`${opened.name}: ${message}`)
  }
  return {
    endpoints,
    shape,
    http,
    items: itemsOf(shape, warn),
    calls: callsOf(endpoints),
    store: opened.name,
    base: origin + pathname.replace(/\/+$/, ''),
    warn,
  }
}

function storeOf(resource: Resource): Store {
  const { http, calls } = resource
  const begin = (ctx: StoreContext, planned: number): Call => {
    ctx.signal?.throwIfAborted()
    return beginCall(http, ctx, planned)
  }
  return {
    connector: 'rest',
    async byIds(ids, fields, ctx) {
      const call = begin(ctx, calls.byIds({ ids: ids.length, fields }))
      const loaded = await loadByIds(resource, call, { ids, fields })
      return ids.map((id) => loaded.get(keyText(id)) ?? null)
    },
    find: async (question, ctx) =>
      find(resource, question, begin(ctx, plannedFor(resource, question))),
    async byKeys(path, keys, question, ctx) {
      const { fields, page } = question
      const name = path.names.join('.')
      const rows = page.first ?? page.last ?? Infinity
      const planned = calls.byKeys({ path: name, keys: keys.length, rows, fields })
      return byKeys(resource, { path, keys, question }, begin(ctx, planned))
    },
    async summarise({ filter, by, figures }, ctx) {
      if (by.length > 0 || figures.length > 0) return null
      const count = await countOf(resource, filter, begin(ctx, 1))
      return count === null ? null : [{ key: [], count, values: [] }]
    },
    alike: (ctx) => http.alike(ctx),
    count: () => null,
  }
}

/**
 * How many requests a question may take without any being residual work: as many as the bound of a page says. Items that
 * are asked for by id, all of them, have a bound by their number.
 */
function plannedFor({ calls }: Resource, question: Question): number {
  const { fields, page } = question
  if (page.first !== null || page.last !== null)
    return calls.find({ rows: page.first ?? page.last ?? 0, fields })
  for (const part of conditionsOf(question).all) {
    const ids = keysOf(part, 'id')
    if (ids) return calls.byIds({ ids: ids.length, fields })
  }
  return calls.find({ rows: Infinity, fields })
}
