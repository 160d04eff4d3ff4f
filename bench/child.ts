import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Listening, Usage } from './servers/report.ts'

const sources = fileURLToPath(new URL('servers/', import.meta.url))
const compiled = fileURLToPath(new URL('dist/', import.meta.url))
const peers = fileURLToPath(new URL('peers/', import.meta.url))

/** A server in a process of its own. */
export interface Running extends Listening {
  /** Milliseconds from the start of the process until it listened. */
  readonly startMs: number
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

/** Installs the packages of `peers/` where they are not. @throws Error when the registry cannot be reached */
export function installPeers(): void {
  if (existsSync(`${peers}node_modules/.package-lock.json`)) return
  execFileSync('npm', ['ci', '--prefix', peers], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Starts `servers/<name>.ts`, or `peers/<name>.mjs` of `peers/<name>`, and waits until it listens. */
export async function start(name: string, ...args: readonly string[]): Promise<Running> {
  const file = name.startsWith('peers/') ? `${peers}../${name}.mjs` : `${compiled}${name}.js`
  const began = performance.now()
  const child = fork(file, args, {
    execArgv: [...flags],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const first = await answerOf<Listening>(child, name)
  return {
    ...first,
    startMs: performance.now() - began,
    async usage() {
      child.send('usage')
      return answerOf<Usage>(child, name)
    },
    async stop() {
      if (!child.connected) return
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
