import { fileURLToPath } from 'node:url'
import { known } from './capable.ts'
import { startChild } from './child.ts'
import type { MongoSource } from './source.ts'

const program = fileURLToPath(new URL('./memory-server-child.mjs', import.meta.url))

/** The `mongod` that mongodb-memory-server-core has in its cache, or downloads when the network lets it. */
export const memoryServer: MongoSource = {
  kind: 'memory-server',
  async start() {
    const patience = 10_000
    const found = await startChild(process.execPath, [program], patience).catch(
      (error: Error) => error.message,
    )
    if (typeof found === 'string') return found
    return known('memory-server', found.said, found.stop)
  },
}
