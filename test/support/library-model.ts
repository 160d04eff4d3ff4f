import type { GraphQLSchema } from 'graphql'
import { compileSchema } from '../../src/compile/schema.ts'
import { buildModel } from '../../src/model/build.ts'
import type { Model } from '../../src/model/model.ts'
import { config, memory } from 'refract'
import { libraryConfig, modules } from './library.ts'

const connectors = [{ name: 'memory', schemes: ['memory'] }]

/** The test library, checked. */
export const libraryModel: Model = buildModel({ modules, config: libraryConfig, connectors })

/** The schema of any modules whose collections name the store `library`. */
export function schemaOf(own: Readonly<Record<string, object>>): GraphQLSchema {
  return compileSchema(modelOf(own))
}

/** The model of any modules whose collections name the store `library`; everything may be read. */
export function modelOf(own: Readonly<Record<string, object>>): Model {
  const settings = config({ stores: { library: memory() }, can: { read: true } })
  return buildModel({ modules: own, config: settings, connectors })
}
