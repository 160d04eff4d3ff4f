import type { OpenStores } from '../connectors/open.ts'
import { mistakeLine, type Mistake } from '../errors.ts'
import { endpoint } from '../server/routes.ts'
import type { Paint } from './paint.ts'

/** What a person sees when the gateway listens. */
export interface Report {
  readonly url: string
  readonly graphiql: boolean
  readonly stores: ReturnType<OpenStores['states']>
}

/** The start lines: the address, GraphiQL, each store with its state and its items. */
export function startLines({ url, graphiql, stores }: Report, paint: Paint): string[] {
  const address = `${url}${endpoint}`
  const width = Math.max(0, ...stores.map(({ name }) => name.length))
  return [
    '',
    `  ${paint.strong('GraphQL ')}  ${paint.link(address)}`,
    ...(graphiql
      ? [`  ${paint.strong('GraphiQL')}  ${paint.link(address)} ${paint.faint('in a browser')}`]
      : []),
    '',
    ...stores.map((store) => `  ${storeLine(store, width, paint)}`),
    ...(stores.length > 0 ? [''] : []),
  ]
}

type StoreState = Report['stores'][number]

function storeLine(store: StoreState, width: number, paint: Paint): string {
  const state = store.state === 'open' ? paint.good('open') : paint.bad('unavailable')
  const items = store.collections.map(({ name, items }) =>
    items === null ? name : `${name} ${items}`,
  )
  const name = paint.strong(store.name.padEnd(width))
  return `${name}  ${store.connector}  ${state}  ${items.join(', ')}  ${paint.faint(store.url)}`
}

/** Every mistake as `file: collection.field: sentence`, and how many there are. */
export function mistakeLines(mistakes: readonly Mistake[], paint: Paint): string[] {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
  return [...mistakes.map((mistake) => mistakeLine(mistake)), paint.bad(count)]
}
