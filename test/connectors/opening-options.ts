import type { OpenOptions } from '../../src/connectors/connector.ts'

/** What a connector is handed, and what it reported. */
export function opening(given: Partial<OpenOptions> = {}): { options: OpenOptions; log: string[] } {
  const log: string[] = []
  const say = (message: string): void => {
    log.push(message)
  }
  const options = {
    name: 'library',
    url: 'yaml:.',
    options: {},
    root: '/',
    log: { warn: say, info: say },
    ...given,
  }
  return { options, log }
}
