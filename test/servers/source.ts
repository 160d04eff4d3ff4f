import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A MongoDB server for tests. */
export interface MongoServer {
  readonly kind: 'MONGODB_URL' | 'mongod' | 'memory-server' | 'mongo-java'
  readonly url: string
  /** Has what only MongoDB from 5.0 in a replica set or cluster has: window stages, transactions, change streams. */
  readonly real: boolean
}

/** One that runs, and how to end what was started for it. */
export interface StartedMongo {
  readonly server: MongoServer
  /** For people: `mongod 8.0.4 (replica set)`. */
  readonly label: string
  stop(): Promise<void>
}

/** One way to get a server. */
export interface MongoSource {
  readonly kind: MongoServer['kind']
  /** A server, or in a few words why there is none. @throws Error when it should have worked */
  start(): Promise<StartedMongo | string>
}

/** Where a program lies on PATH, or null. */
export function onPath(program: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, program)).find(canRun) ?? null
}

/** Is there a program that we may run? */
export function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
