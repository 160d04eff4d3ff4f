import { fileURLToPath } from 'node:url'
import { known } from './capable.ts'
import { startChild } from './child.ts'
import { canRun, onPath, type MongoSource } from './source.ts'

const guard = fileURLToPath(new URL('./mongod-child.mjs', import.meta.url))

/** `mongod` of this machine: `$MONGOD`, or on PATH. */
export const mongod: MongoSource = {
  kind: 'mongod',
  async start() {
    const named = process.env['MONGOD']
    if (named && !canRun(named)) throw new Error(`$MONGOD is no program: ${named}`)
    const program = named || onPath('mongod')
    if (!program) return 'not on PATH'
    const { said, stop } = await startChild(process.execPath, [guard, program], 60_000)
    const url = `mongodb://127.0.0.1:${said}/?replicaSet=rs0`
    return known('mongod', url, stop)
  },
}
