import { execFile } from 'node:child_process'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startChild } from './child.ts'
import { onPath, type MongoSource } from './source.ts'

const execute = promisify(execFile)
const folder = fileURLToPath(new URL('./mongo-java', import.meta.url))
const target = join(folder, 'target')
const sources = [join(folder, 'pom.xml'), join(folder, 'src/main/java/MongoJava.java')]
const classes = [join(target, 'classes'), join(target, 'lib', '*')].join(delimiter)

/** mongo-java-server: others wrote and keep it; a MongoDB 4.4 in memory, without sessions and window stages. */
export const mongoJava: MongoSource = {
  kind: 'mongo-java',
  async start() {
    const java = onPath('java')
    const mvn = onPath('mvn')
    if (!java) return 'no java on PATH'
    if (!isBuilt() && !mvn) return 'no mvn on PATH'
    if (!isBuilt() && mvn) {
      const trouble = await build(mvn)
      if (trouble) return trouble
    }
    // quick to start rather than quick in the long run; small, whatever the machine
    const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m']
    const { said, stop } = await startChild(java, [...flags, '-cp', classes, 'MongoJava'], 30_000)
    return {
      server: { kind: 'mongo-java', url: `mongodb://127.0.0.1:${said}/`, real: false },
      label: 'mongo-java-server 1.47.0 (4.4, plain paths only)',
      stop,
    }
  },
}

function isBuilt(): boolean {
  const made = statSync(join(target, 'classes/MongoJava.class'), { throwIfNoEntry: false })
  if (!made || !existsSync(join(target, 'lib'))) return false
  return sources.every((source) => statSync(source).mtimeMs <= made.mtimeMs)
}

/** Builds beside, then moves into place: two runs at once cannot meet. Answers what went wrong. */
async function build(mvn: string): Promise<string | null> {
  const out = `target-${process.pid}`
  const args = ['-q', '-B', `-Dout=${out}`, 'process-classes']
  const run = (...more: string[]) => execute(mvn, [...more, ...args], { cwd: folder })
  try {
    // what was fetched once needs no network
    await run('-o').catch(() => run())
    settle(join(folder, out))
    return null
  } catch (error) {
    return `mvn: ${firstComplaint(error)}`
  } finally {
    rmSync(join(folder, out), { recursive: true, force: true })
  }
}

function settle(out: string): void {
  if (isBuilt()) return
  rmSync(target, { recursive: true, force: true })
  renameSync(out, target)
}

function firstComplaint(error: unknown): string {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
  return said.split('\n').find((line) => line.includes('ERROR')) ?? String(error)
}
