import { describe, expect, it } from 'vitest'
import { startChild } from './child.ts'

const node = (program: string, patience = 20_000) =>
  startChild(process.execPath, ['-e', program], patience)

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const waits = 'process.stdin.resume().on("end", () => process.exit(0));'

describe('a server in a process of its own', () => {
  it('is up at its first line, and ends when its input does', async () => {
    const { said, stop } = await node(`${waits} console.log(process.pid)`)
    expect(alive(Number(said))).toBe(true)
    await stop()
    expect(alive(Number(said))).toBe(false)
    await stop()
  })

  it('says its last complaint when it ends before that', async () => {
    const failing = node('console.error("first"); console.error("no room"); process.exitCode = 3')
    await expect(failing).rejects.toThrow(/^no room$/)
    await expect(node('process.exitCode = 3')).rejects.toThrow('ended with 3')
    await expect(startChild('no-such-program', [], 1_000)).rejects.toThrow('ENOENT')
  })

  it('is given up when it is silent for too long, and not while it says that it goes on', async () => {
    await expect(node(waits, 300)).rejects.toThrow('silent for 300 ms')
    const dots = `${waits} let n = 0; setInterval(() => console.log(++n < 8 ? "." : "up"), 500)`
    const { said, stop } = await node(dots, 3_000)
    expect(said).toBe('up')
    await stop()
  })
})
