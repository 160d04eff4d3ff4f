import { randomBytes } from 'node:crypto'
import { openBroker, type Broker } from './broker.ts'
import { closingLines, type Outcome } from './closing-lines.ts'
import { dropDatabases } from './databases.ts'

/**
 * Vitest's global setup. A run that asks for no server pays for one loopback listener; what was started is stopped,
 * and the last lines say which server it was. With `MONGODB_TESTS=required` a run without one fails.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const broker = await openBroker()
  const run = randomBytes(3).toString('hex')
  // workers, and the processes that tests start, inherit both
  process.env['REFRACT_TEST_BROKER'] = broker.url
  process.env['REFRACT_TEST_RUN'] = run
  return async () => {
    const outcome = await outcomeOf(broker)
    for (const line of closingLines(outcome, broker.unshown())) console.log(line)
    const served = outcome && 'started' in outcome ? outcome.started : null
    if (process.env['MONGODB_TESTS'] === 'required' && !served) {
      console.log('MONGODB_TESTS=required: this run had no MongoDB server')
      process.exitCode = 1
    }
    if (served?.server.kind === 'MONGODB_URL') {
      await dropDatabases(served.server.url, run).catch((error: Error) => {
        console.log(`  left behind: the databases refract_${run}_* (${error.message})`)
      })
    }
    await broker.close()
  }
}

async function outcomeOf(broker: Broker): Promise<Outcome> {
  return broker.found().catch((error: Error) => ({ error: error.message }))
}
