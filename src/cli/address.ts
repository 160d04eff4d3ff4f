import type { Config } from '../declare/config.ts'
import { MistakesError, type Mistake } from '../errors.ts'
import type { ListenOptions } from '../server/listen.ts'

/** `--port` and `--host`, as typed. */
export interface AddressFlags {
  readonly port?: string
  readonly host?: string
}

/**
 * Where to listen: flags win over the environment (`PORT`, `HOST`), that over the configuration; else 127.0.0.1:4000.
 *
 * @throws MistakesError for what is no port or no host
 */
export function addressOf(
  flags: AddressFlags,
  variables: NodeJS.ProcessEnv,
  config: Pick<Config, 'host' | 'port'>,
): ListenOptions {
  const port = first([
    ['--port', flags.port],
    ['PORT', variables['PORT'] || undefined],
    ['port', config.port],
  ])
  const host = first([
    ['--host', flags.host],
    ['HOST', variables['HOST'] || undefined],
    ['host', config.host],
  ])
  const mistakes = [...portMistakes(port), ...hostMistakes(host)]
  if (mistakes.length > 0) throw new MistakesError(mistakes)
  return { port: Number(port?.value ?? 4000), host: String(host?.value ?? '127.0.0.1') }
}

interface Given {
  readonly at: string
  readonly value: unknown
}

function first(sources: readonly (readonly [at: string, value: unknown])[]): Given | null {
  const found = sources.find(([, value]) => value !== undefined)
  return found ? { at: found[0], value: found[1] } : null
}

function portMistakes(given: Given | null): Mistake[] {
  if (!given || (/^\d{1,5}$/.test(String(given.value)) && Number(given.value) <= 65_535)) return []
  const message = `${JSON.stringify(given.value)} is no port: give a whole number from 0 (any free one) to 65535`
  return [{ at: given.at, message }]
}

function hostMistakes(given: Given | null): Mistake[] {
  if (!given || (typeof given.value === 'string' && /^[\w.:%-]+$/.test(given.value))) return []
  const message = `${JSON.stringify(given.value)} is no host: give a name or an address, e.g. "127.0.0.1"`
  return [{ at: given.at, message }]
}
