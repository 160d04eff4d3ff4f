import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultProxy, type FaultProxy } from './fault-proxy.ts'

const patience = 300

let proxy: FaultProxy
let stop: () => void
/** What the server has read, over all connections. */
let read = ''

/** A server that says everything back. */
beforeEach(async () => {
  read = ''
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('data', (chunk) => {
      read += chunk.toString()
      socket.write(chunk)
    })
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await faultProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  stop = () => {
    for (const socket of open) socket.destroy()
    server.close()
  }
})
afterEach(async () => {
  await proxy.close()
  stop()
})

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** What comes back within a time, and the error that ends it. */
async function say(socket: Socket, text: string, ms = patience): Promise<string> {
  let heard = ''
  const listen = (chunk: Buffer) => void (heard += chunk.toString())
  socket.on('data', listen)
  const failed = new Promise<string>((resolve) => socket.on('close', () => resolve('closed')))
  socket.write(text)
  const done = (async () => {
    while (heard.length < text.length) await new Promise((resolve) => setTimeout(resolve, 5))
    return heard
  })()
  const late = new Promise<string>((resolve) => setTimeout(() => resolve(`late:${heard}`), ms))
  const outcome = await Promise.race([done, failed, late])
  socket.off('data', listen)
  return outcome
}

describe('a fault proxy', () => {
  it('passes both ways, connection by connection', async () => {
    const [one, two] = [await dial(), await dial()]
    expect(await say(one, 'one')).toBe('one')
    expect(await say(two, 'two')).toBe('two')
    expect(proxy.connections()).toBe(2)
    one.end()
    await once(one, 'close')
    expect(proxy.connections()).toBe(1)
  })

  it('refuses: open connections end, new ones fail, until it passes again on the same port', async () => {
    const socket = await dial()
    expect(await say(socket, 'a')).toBe('a')
    const closed = new Promise((resolve) => socket.on('close', resolve))
    proxy.refuse()
    await closed
    await expect(dial()).rejects.toThrow('ECONNREFUSED')
    proxy.refuse()
    proxy.pass()
    expect(await say(await dial(), 'b')).toBe('b')
  })

  it('swallows what comes, and what was open stays silent too', async () => {
    const socket = await dial()
    expect(await say(socket, 'a')).toBe('a')
    proxy.blackhole()
    expect(await say(socket, 'lost')).toBe('late:')
    expect(await say(await dial(), 'lost')).toBe('late:')
    expect(read).toBe('a')
    proxy.pass()
    expect(await say(await dial(), 'b')).toBe('b')
  })

  it('resets what is open and serves what comes next', async () => {
    const socket = await dial()
    const failed = once(socket, 'error')
    proxy.cut()
    const [error] = await failed
    expect(error.code).toBe('ECONNRESET')
    expect(await say(await dial(), 'b')).toBe('b')
  })

  it('answers later', async () => {
    const socket = await dial()
    proxy.delay(100)
    const before = performance.now()
    expect(await say(socket, 'slow', 2_000)).toBe('slow')
    expect(performance.now() - before).toBeGreaterThan(90)
  })

  it('drips byte by byte, in order', async () => {
    const socket = await dial()
    proxy.drip(40)
    const before = performance.now()
    expect(await say(socket, 'drop', 2_000)).toBe('drop')
    expect(performance.now() - before).toBeGreaterThan(100)
    expect(await say(socket, 'abcdefghijkl', 100)).toMatch(/^late:a?b?c?d?$/)
  })

  it('refuses at its own door what the server refuses behind it', async () => {
    stop()
    const socket = connect(proxy.port, '127.0.0.1')
    const [error] = await once(socket, 'error')
    expect(error.code).toBe('ECONNRESET')
  })

  it('closes with clients that said their last, and answers that are still dripping', async () => {
    const ended = await dial()
    proxy.drip(1_000)
    ended.end('abc')
    const open = await dial()
    open.write('abc')
    await expect.poll(() => read).toBe('abcabc')
    await proxy.close()
    expect(proxy.connections()).toBe(0)
  })

  it('leaves its port free and nothing open', async () => {
    await dial()
    await proxy.close()
    await expect(dial()).rejects.toThrow('ECONNREFUSED')
    expect(proxy.connections()).toBe(0)
  })
})
