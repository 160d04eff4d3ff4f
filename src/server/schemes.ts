import type { Connector } from '../connectors/connector.ts'
import { MistakesError, type Mistake } from '../errors.ts'

type Connectors = Readonly<Record<string, Connector>>

/**
 * The connectors by scheme, with those of the user.
 *
 * @throws MistakesError where two claim one scheme
 */
export function withConnectors(builtIn: Connectors, own: readonly Connector[]): Connectors {
  const all: Record<string, Connector> = Object.assign(Object.create(null), builtIn)
  const mistakes: Mistake[] = []
  for (const connector of own) {
    for (const scheme of connector.schemes) {
      const other = all[scheme]
      if (other && other !== connector) {
        const message = `"${scheme}" is already claimed by the connector "${other.name}"`
        mistakes.push({ at: `connectors.${connector.name}`, message })
      }
      all[scheme] = connector
    }
  }
  if (mistakes.length > 0) throw new MistakesError(mistakes)
  return Object.freeze(all)
}
