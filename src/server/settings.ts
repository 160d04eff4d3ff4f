import type { Config } from '../declare/config.ts'
import type { Limits } from '../model/limits.ts'
import type { Model } from '../model/model.ts'
import type { LogLevel } from './log.ts'
import { welcomeQuery } from './welcome-query.ts'

/** What the server needs of the configuration, with every default decided. */
export interface Settings {
  readonly limits: Limits
  readonly introspection: boolean
  readonly suggestions: boolean
  /** `extensions.plan` in answers. */
  readonly plan: boolean
  readonly graphiql: GraphiqlSettings | null
  readonly origins: readonly string[]
  readonly log: LogLevel
}

export interface GraphiqlSettings {
  readonly title: string
  readonly defaultQuery: string
  /** JSON text. */
  readonly headers: string | null
}

/** What helps to explore is on in development and off elsewhere, unless the configuration says otherwise. */
export function settingsOf(config: Omit<Config, 'kind'>, model: Model, dev: boolean): Settings {
  return {
    limits: model.limits,
    introspection: config.introspection ?? dev,
    suggestions: config.suggestions ?? dev,
    plan: config.plan ?? dev,
    graphiql: graphiqlSettings(config.graphiql ?? dev, model),
    origins: config.cors ? config.cors.origins : [],
    log: config.log ?? 'info',
  }
}

function graphiqlSettings(
  asked: NonNullable<Config['graphiql']>,
  model: Model,
): GraphiqlSettings | null {
  if (asked === false) return null
  const {
    title = 'Refract',
    defaultQuery = welcomeQuery(model),
    headers = null,
  } = asked === true ? {} : asked
  return { title, defaultQuery, headers }
}
