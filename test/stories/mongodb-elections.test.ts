import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeReal } from '../servers/mongodb.ts'
import {
  both,
  faultyBlog,
  half,
  healed,
  slack,
  unavailable,
  whole,
  type FaultyBlog,
} from '../support/faulty-blog.ts'

let blog: FaultyBlog
afterEach(() => blog?.stop())

/** Servers of ours take test commands; one that was given may not. */
async function takesTestCommands(url: string): Promise<boolean> {
  const client = new MongoClient(url)
  try {
    const command = { getParameter: 1, enableTestCommands: 1 }
    return Boolean((await client.db('admin').command(command))['enableTestCommands'])
  } catch {
    return false
  } finally {
    await client.close()
  }
}

/** What MongoDB answers when it is told to (`failCommand` of its test commands). */
async function failing(url: string, errorCode: number, mode: unknown, work: () => Promise<void>) {
  const client = new MongoClient(url)
  const admin = client.db('admin')
  const failCommands = ['find', 'aggregate', 'count', 'getMore']
  const set = (how: unknown) =>
    admin.command({
      configureFailPoint: 'failCommand',
      mode: how,
      data: { failCommands, errorCode },
    })
  try {
    await set(mode)
    await work()
  } finally {
    await set('off')
    await client.close()
  }
}

await describeReal('elections and errors of a replica set', ({ url, ...server }) => {
  const [primarySteppedDown, maxTimeExpired, noReadable] = [189, 50, 13436]

  beforeEach(async ({ skip }) => {
    if (!(await takesTestCommands(url))) skip('this server takes no test commands')
  })

  it('M03, M06: repeat a read that an election ends', async () => {
    blog = await faultyBlog({ url, ...server })
    for (const code of [primarySteppedDown, noReadable]) {
      await failing(url, code, { times: 1 }, async () => {
        expect((await blog.ask(both)).data).toEqual(whole)
      })
    }
  })

  it('M03: cost their own fields in time while they last, and nothing afterwards', async () => {
    blog = await faultyBlog({ url, ...server })
    await failing(url, primarySteppedDown, 'alwaysOn', async () => {
      const told = await blog.ask(both)
      expect([told.data, told.errors]).toEqual([half, unavailable])
      expect(told.ms).toBeLessThan(5_000 + slack)
    })
    expect(await healed(blog)).toBeLessThan(5_000)
  })

  it('M04: are timeouts where MongoDB ended the query', async () => {
    blog = await faultyBlog({ url, ...server })
    await failing(url, maxTimeExpired, 'alwaysOn', async () => {
      const told = await blog.ask(both)
      expect([told.data, told.errors]).toEqual([half, ['posts STORE_TIMEOUT shop']])
    })
    expect((await blog.ask(both)).data).toEqual(whole)
  })
})
