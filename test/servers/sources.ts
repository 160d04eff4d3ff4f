import { given } from './given.ts'
import { memoryServer } from './memory-server.ts'
import { mongoJava } from './mongo-java.ts'
import { mongod } from './mongod.ts'
import type { StartedMongo } from './source.ts'

/** What came of looking for a server: the first that could be had, and why the ones before could not. */
export interface Found {
  readonly started: StartedMongo | null
  readonly refusals: readonly string[]
}

/** The nearer to what users run, the earlier. */
const sources = [given, mongod, memoryServer, mongoJava]

/** Starts the first server that can be had. @throws Error when one that was asked for by name cannot */
export async function startMongo(): Promise<Found> {
  const refusals: string[] = []
  for (const source of sources) {
    const found = await source.start()
    if (typeof found !== 'string') return { started: found, refusals }
    refusals.push(`${source.kind}: ${found}`)
  }
  return { started: null, refusals }
}
