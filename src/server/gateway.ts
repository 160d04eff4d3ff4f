import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import { compileSchema } from '../compile/schema.ts'
import { builtIn } from '../connectors/built-in.ts'
import type { Connector, StoreLog } from '../connectors/connector.ts'
import { openStores, type OpenStores } from '../connectors/open.ts'
import { config as configure, type Config } from '../declare/config.ts'
import type { Sound } from '../declare/sound.ts'
import { MistakesError } from '../errors.ts'
import { buildModel } from '../model/build.ts'
import type { Model } from '../model/model.ts'
import { isOrigin } from './cors.ts'
import { respondToRequest } from './fetch-door.ts'
import { readiness } from './health.ts'
import { lifeOf } from './life.ts'
import { createLog, type Logger, type LogTarget } from './log.ts'
import { respondToNode } from './node-door.ts'
import { routes } from './routes.ts'
import { settingsOf } from './settings.ts'
import { withConnectors } from './schemes.ts'
import { operations } from './yoga.ts'

/** The modules of a schema by collection name: `import * as schema from './schema/index.ts'`. */
export type SchemaModules = { readonly [name: string]: object }

/** What a gateway is made of. */
export interface GatewayOptions<S extends SchemaModules = SchemaModules> {
  readonly schema: S
  /** The default export of `refract.config.ts`; without, every default. */
  readonly config?: Config
  /** Relative paths of stores start here; the working directory. */
  readonly root?: string
  /** Where each module came from, for messages: `{ books: 'schema/books.ts' }`. */
  readonly files?: Readonly<Record<string, string>>
  /** Connectors beside the product's own. */
  readonly connectors?: readonly Connector[]
  /** GraphiQL, introspection, suggestions and plans are on unless the configuration says otherwise. */
  readonly dev?: boolean
  /** Where log lines go; stderr. */
  readonly log?: LogTarget
}

/** A running graph: declarations on one side, HTTP on the other. */
export interface Gateway<S extends SchemaModules = SchemaModules> {
  readonly schema: S
  readonly model: Model
  readonly graphqlSchema: GraphQLSchema
  /** Opens the stores, once. Stores that cannot be opened are in its `states()`; it does not reject for them. */
  ready(): Promise<OpenStores>
  /** Answers a WHATWG request, anywhere that speaks `fetch`. Waits for `ready()`. */
  fetch(request: Request): Promise<Response>
  /** The same for node:http: `createServer(gateway.handle)`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** From now on `/ready` answers 503; requests are still served. */
  drain(): void
  /** From now on `/ready` answers 503; waits for what is in flight (`grace` ms, 10,000), then closes the stores. */
  close(grace?: number): Promise<void>
}

/**
 * Compiles declarations into a GraphQL API. Nothing is opened before `ready()` or the first request.
 *
 * @example
 * const api = gateway({ schema, config })
 * const response = await api.fetch(new Request('http://localhost/graphql?query={books{totalCount}}'))
 *
 * @throws MistakesError with everything that is wrong with the declarations and the configuration
 */
export function gateway<const S extends SchemaModules>(
  options: GatewayOptions<S> & Sound<S>,
): Gateway<S> {
  const { config = configure({}), root = process.cwd(), dev = false, files = {} } = options
  checkOrigins(config)
  const schemes = withConnectors(builtIn, options.connectors ?? [])
  const connectors = [...new Set(Object.values(schemes))]
  const model = buildModel({ modules: options.schema, files, config, connectors })
  const graphqlSchema = compileSchema(model)
  const settings = settingsOf(config, model, dev)
  const log = createLog(settings.log, options.log)
  const open = () => openStores(model, schemes, { root, log: storeLog(log) })
  const life = lifeOf({ model, schema: graphqlSchema, open })
  const respond = life.counted(
    routes({
      settings,
      log,
      ready: readiness(life.progress),
      operate: operations({
        schema: graphqlSchema,
        rules: { ...settings, tokens: model.limits.tokens },
        timeout: model.limits.timeout,
        explain: settings.plan,
        engine: life.engine,
      }),
    }),
  )
  return Object.freeze({
    schema: options.schema,
    model,
    graphqlSchema,
    ready: life.ready,
    fetch: (request: Request) => respondToRequest(request, respond),
    handle: (request: IncomingMessage, response: ServerResponse) =>
      respondToNode(request, response, respond),
    drain: life.drain,
    close: life.close,
  })
}

/** An origin in another spelling would never match, and `*` or `null` would let everybody in. */
function checkOrigins({ cors }: Config): void {
  const origins: unknown = cors ? cors.origins : []
  // what is no list of texts, the model names
  if (!Array.isArray(origins)) return
  const wrong = origins.filter((origin) => typeof origin === 'string' && !isOrigin(origin))
  if (wrong.length === 0) return
  const rule =
    'is not an origin: write scheme, host and port as browsers send them, e.g. "https://app.example"'
  throw new MistakesError(
    wrong.map((origin) => ({ at: 'cors.origins', message: `"${origin}" ${rule}` })),
  )
}

function storeLog(log: Logger): StoreLog {
  return { warn: (message) => log.warn(message), info: (message) => log.info(message) }
}
