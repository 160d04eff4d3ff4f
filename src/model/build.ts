import type { Config } from '../declare/config.ts'
import { MistakesError } from '../errors.ts'
import { check } from './check.ts'
import { draftModel } from './draft.ts'
import { linkSides } from './links.ts'
import type { Model } from './model.ts'
import { readModules } from './modules.ts'
import { storesOf } from './stores.ts'
import type { SchemeClaim } from './stores.ts'

/** What a model is built from. */
export interface BuildInput {
  /** Modules by name: `{ books: { default: collection(…), french: selection(…) } }`. */
  readonly modules: Readonly<Record<string, object>>
  /** Files of the modules, for messages: `{ books: 'schema/books.ts' }`. */
  readonly files?: Readonly<Record<string, string>>
  readonly config: Config
  readonly connectors: readonly SchemeClaim[]
}

/**
 * Declarations and configuration as one frozen, checked model. Nothing is opened.
 * @throws MistakesError with every mistake at once, as sentences
 *
 * @example
 * const model = buildModel({ modules: { books, authors }, config: config({ stores }), connectors: [yaml] })
 */
export function buildModel({ modules, files, config, connectors }: BuildInput): Model {
  const schema = readModules(modules, files)
  const { declared } = schema
  const stores = storesOf(config.stores, declared, connectors)
  const model = draftModel(declared, config, stores)
  const mistakes = check({ schema, declared, sides: linkSides(declared), config, stores, model })
  if (mistakes.length > 0) throw new MistakesError(mistakes)
  return model
}
