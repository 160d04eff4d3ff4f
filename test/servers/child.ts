import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server in a process of its own, which ends when its input does: no orphan is left, however we end. */
export interface Child {
  /** What it said when it was up: its port or address. */
  readonly said: string
  stop(): Promise<void>
}

/**
 * Starts a program and waits for its first line; a line of `.` says "still at it".
 *
 * @throws Error with the last it said, when it ends before or is silent for `patience` ms
 */
export async function startChild(
  command: string,
  args: readonly string[],
  patience: number,
): Promise<Child> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = () => end(child)
  try {
    return { said: await firstLine(child, patience), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function firstLine(child: ChildProcess, patience: number): Promise<string> {
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-2_000)
  })
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error(lastLine(complaint) ?? why))
    }
    const tooLong = () => fail(`silent for ${patience} ms`)
    let timer = setTimeout(tooLong, patience)
    child.on('error', (error) => fail(error.message))
    // its streams may hold more than was read when it exits; `close` comes after them
    child.on('close', (code) => fail(`ended with ${code}`))
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      clearTimeout(timer)
      if (line === '.') timer = setTimeout(tooLong, patience)
      else resolve(line)
    })
  })
}

const lastLine = (text: string): string | undefined => text.trim().split('\n').at(-1) || undefined

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.stdin?.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(timer)
}
