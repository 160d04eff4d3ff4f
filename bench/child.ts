import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Usage } from './servers/report.ts'

const sources = fileURLToPath(new URL('servers/', import.meta.url))
const compiled = fileURLToPath(new URL('dist/', import.meta.url))

/** A server in a process of its own. */
export interface Running {
  readonly port: number
  /** Milliseconds from the start of the process until it listened. */
  readonly startMs: number
  /** What the server measured itself. */
  readonly figures: Readonly<Record<string, number>>
  usage(): Promise<Usage>
  stop(): Promise<void>
}

/** As `npm start` runs Node; the same for every server. */
export const flags: readonly string[] = ['--max-semi-space-size=32']

const root = fileURLToPath(new URL('..', import.meta.url))

/** Builds the product, and strips the types of `servers/*.ts`: each server runs as Node runs it, without a loader. */
export function compileServers(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  mkdirSync(compiled, { recursive: true })
  for (const name of readdirSync(sources)) {
    const { outputText } = ts.transpileModule(readFileSync(`${sources}${name}`, 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
      fileName: name,
    })
    writeFileSync(`${compiled}${name.replace(/\.ts$/, '.js')}`, outputText)
  }
}

/** Starts `servers/<name>.ts` and waits until it listens. */
export async function start(name: string, ...args: string[]): Promise<Running> {
  const began = performance.now()
  const child = fork(`${compiled}${name}.js`, args, {
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const first = await answerOf<{ port: number; figures: Record<string, number> }>(child, name)
  return {
    ...first,
    startMs: performance.now() - began,
    async usage() {
      child.send('usage')
      return answerOf<Usage>(child, name)
    },
    async stop() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function answerOf<Message>(child: ChildProcess, name: string): Promise<Message> {
  const ended = new AbortController()
  const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error(`the server "${name}" ended before it answered`)
  })
  const message = once(child, 'message').then(([value]) => value as Message)
  try {
    return await Promise.race([message, exit])
  } finally {
    exit.catch(() => {})
    ended.abort()
  }
}
