import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The program as its users run it. */
export const bin: string = fileURLToPath(new URL('../../bin/refract.js', import.meta.url))

/** A running program. */
export interface Spawned {
  readonly pid: number
  /** Everything printed so far: results, and complaints. */
  out(): string
  err(): string
  /** Resolves when the program has printed what matches. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
  /** The address it prints, without the path. */
  url(): Promise<string>
  signal(name: NodeJS.Signals): void
  /** The exit code. */
  ended(): Promise<number | null>
  /** Asks it to stop and waits. */
  stop(): Promise<number | null>
}

/** Starts `refract …` in a process of its own; the environment is this one's without what steers the program. */
export function spawnRefract(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  program: string = bin,
): Spawned {
  const { PORT: _port, HOST: _host, LIBRARY_URL: _library, NODE_ENV: _env, ...rest } = process.env
  const child = spawn(process.execPath, [program, ...words], { env: { ...rest, ...variables } })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => (out += String(data)))
  child.stderr.on('data', (data) => (err += String(data)))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  const printed = async (pattern: RegExp): Promise<RegExpMatchArray> => {
    const until = Date.now() + 40_000
    while (Date.now() < until) {
      const found = pattern.exec(out) ?? pattern.exec(err)
      if (found) return found
      if (child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`never printed ${pattern}:\n${out}\n${err}`)
  }
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    printed,
    url: async () => (await printed(/(http:\/\/[^/\s]+)\/graphql/))[1] ?? '',
    signal: (name) => void child.kill(name),
    ended: () => exit,
    stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      return exit
    },
  }
}

/** Runs a command to its end. */
export async function refract(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const program = spawnRefract(words, variables)
  const code = await program.ended()
  return { code, out: program.out(), err: program.err() }
}
