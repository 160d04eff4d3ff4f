import { parse, specifiedRules, validate, type ExecutionResult } from 'graphql'
import { builtIn } from '../../src/connectors/built-in.ts'
import { openStores } from '../../src/connectors/open.ts'
import { compileSchema } from '../../src/compile/schema.ts'
import type { Store } from '../../src/connectors/connector.ts'
import type { User } from '../../src/access/rule.ts'
import { buildModel } from '../../src/model/build.ts'
import type { Model } from '../../src/model/model.ts'
import { createEngine } from '../../src/runtime/engine.ts'
import { countingStores } from './counting.ts'

/** A schema at work over its stores, with every store call noted. */
export interface Bench {
  readonly model: Model
  /** Answers with `extensions.plan`. */
  ask(query: string, variables?: Record<string, unknown>, user?: User): Promise<Answered>
  calls(): string[]
  close(): Promise<void>
}

export interface Answered extends ExecutionResult {
  // Answers are read by tests member by member.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data?: any
}

const quiet = { warn: () => undefined, info: () => undefined }

/** Opens a schema; `root` is where relative paths start, `through` stands before each store. */
export async function bench(
  modules: Readonly<Record<string, object>>,
  config: Parameters<typeof buildModel>[0]['config'],
  { root = process.cwd(), through = (store: Store, _collection: string) => store } = {},
): Promise<Bench> {
  const connectors = [...new Set(Object.values(builtIn))]
  const model = buildModel({ modules, config, connectors })
  const schema = compileSchema(model)
  const open = await openStores(model, builtIn, { root, log: quiet })
  const known = new Map<Store, Store>()
  const store = (name: string) => {
    const own = open.store(name)
    const one = known.get(own) ?? through(own, name)
    known.set(own, one)
    return one
  }
  const counting = countingStores({ store })
  const engine = createEngine(model, schema, counting.stores)
  const documents = new Map<string, ReturnType<typeof parse>>()
  return {
    model,
    async ask(query, variables, user) {
      counting.reset()
      let document = documents.get(query)
      if (!document) documents.set(query, (document = parse(query)))
      const errors = validate(schema, document, specifiedRules)
      if (errors.length > 0) return { errors }
      const ask = { document, variables, user: user ?? null, explain: true }
      return JSON.parse(JSON.stringify(await engine.execute(ask))) as Answered
    },
    calls: counting.calls,
    close: () => open.close(),
  }
}
