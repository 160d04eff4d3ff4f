import type { RuleValue } from '../access/rules.ts'
import type { Limits } from './limits.ts'
import type { RuleFunction } from './rule.ts'
import type { StoreDeclaration } from './store.ts'

/** What `refract.config.ts` says. Everything has a default; paths are relative to its folder. */
export interface ConfigOptions {
  /** Stores by name: a URL, or what `yaml({…})` and the like return. A collection says `store: 'library'`. */
  readonly stores?: { readonly [name: string]: string | StoreDeclaration }
  /** The folder of the declarations; `./schema`. */
  readonly schema?: string
  /** A folder of connectors of one's own, a file each; `./connectors`. */
  readonly connectors?: string
  /** Limits that differ from the defaults: `{ depth: 15, pageMax: 500 }`. */
  readonly limits?: Partial<Limits>
  /** The rules of what no `can` names. Without: reading is allowed and changing is not; with `auth`, neither. */
  readonly can?: DefaultRules
  /** GraphiQL at the endpoint: on in `refract dev`, off in `refract start`. */
  readonly graphiql?: boolean | GraphiqlOptions
  /** Introspection by anybody: on in `refract dev`, off in `refract start`. */
  readonly introspection?: boolean
  /** "Did you mean …?" in errors: on in `refract dev`, off in `refract start`. */
  readonly suggestions?: boolean
  /** The plan and its cost under `extensions.plan` of an answer: on in `refract dev`, off in `refract start`. */
  readonly plan?: boolean
  /** Which origins may ask from a browser; false: only the gateway's own. */
  readonly cors?: false | CorsOptions
  /** The address to listen at; `127.0.0.1`. */
  readonly host?: string
  /** The port to listen at; 4000. */
  readonly port?: number
  /** The least serious lines that are printed; `info`. */
  readonly log?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Rules of what no `can` names, of any collection. */
export type DefaultRules = {
  readonly [Right in 'read' | 'create' | 'update' | 'delete']?: boolean | RuleValue | RuleFunction
}

/** What GraphiQL starts with. */
export interface GraphiqlOptions {
  readonly title?: string
  readonly defaultQuery?: string
  /** The headers editor, as JSON text. */
  readonly headers?: string
}

/** Cross-origin requests. */
export interface CorsOptions {
  /** Origins as browsers send them: `https://app.example`. */
  readonly origins: readonly string[]
}

/** A frozen configuration. */
export interface Config extends ConfigOptions {
  readonly kind: 'config'
}

/**
 * The gateway's configuration: the default export of `refract.config.ts`.
 *
 * @example
 * export default config({
 *   stores: { library: env('LIBRARY_URL', 'yaml:./data/library') },
 *   graphiql: true,
 * })
 */
export function config(options: ConfigOptions): Config {
  return Object.freeze({ ...options, kind: 'config' })
}
