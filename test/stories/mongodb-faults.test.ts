import { afterEach, expect, it } from 'vitest'
import { describeMongo } from '../servers/mongodb.ts'
import {
  both,
  faultyBlog,
  half,
  healed,
  slack,
  unavailable,
  whole,
  type FaultyBlog,
  type Told,
} from '../support/faulty-blog.ts'

const people = whole.users.nodes

/** No two are alike, so that none shares another's read. */
const onePost = (id: number, alias = 'post') =>
  `{ users { nodes { name } } ${alias}: post(id: "${id}") { title } }`

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The error of one post, because of its store. */
const stores = /^p\d+ STORE_(?:UNAVAILABLE|TIMEOUT) shop$/

let blog: FaultyBlog
afterEach(() => blog?.stop())

/** `count` readers that ask one after another until they are told to end. */
function readers(count: number) {
  const told: Told[] = []
  const ended = new AbortController()
  let asked = 0
  const read = async () => {
    while (!ended.signal.aborted)
      told.push(await blog.ask(onePost(1 + (asked++ % 100), `p${asked}`)))
  }
  const all = Promise.all(Array.from({ length: count }, read))
  return {
    told,
    /** When so many have answers. */
    answered: (count: number) =>
      expect.poll(() => told.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(count),
    async end() {
      ended.abort()
      await all
    },
  }
}

await describeMongo('M01: MongoDB is down at the start', (server) => {
  it('starts all the same, serves the others, and heals by itself', async () => {
    blog = await faultyBlog(server, { before: (proxy) => proxy.refuse() })
    expect(blog.startedIn).toBeLessThan(3_000 + slack)
    expect((await blog.get('/health')).status).toBe(200)
    const early = await blog.get('/ready')
    expect([early.status, JSON.parse(early.text).stores]).toEqual([
      503,
      [
        { name: 'people', state: 'open' },
        { name: 'shop', state: 'unavailable' },
      ],
    ])
    const told = await blog.ask(both)
    expect([told.data, told.errors]).toEqual([half, unavailable])
    expect(told.ms).toBeLessThan(3_000 + slack)
    expect(told.text).not.toMatch(/127\.0\.0\.1|ECONN|mongodb:/)
    blog.proxy.pass()
    // nobody asks for posts: a balancer sends nothing before this is 200
    await expect
      .poll(async () => (await blog.get('/ready')).status, { timeout: 6_000, interval: 200 })
      .toBe(200)
    expect((await blog.ask(both)).data).toEqual(whole)
  })

  it('starts before a server that accepts and says nothing', async () => {
    blog = await faultyBlog(server, { before: (proxy) => proxy.blackhole() })
    expect(blog.startedIn).toBeLessThan(3_000 + slack)
    const told = await blog.ask(both)
    expect([told.data, told.errors]).toEqual([half, unavailable])
    expect(told.ms).toBeLessThan(3_000 + slack)
    blog.proxy.pass()
    blog.proxy.cut()
    expect(await healed(blog)).toBeLessThan(5_000 + slack)
  })
})

await describeMongo('M02: connections are cut during load', (server) => {
  it('repeats reads, so that one cut costs few answers or none', async () => {
    blog = await faultyBlog(server)
    const load = readers(10)
    await load.answered(20)
    blog.proxy.cut()
    await load.answered(60)
    await load.end()
    const failed = load.told.flatMap(({ errors }) => errors)
    // The driver loses a read that it is about to write to a socket when that closes: it is given up in time.
    expect(failed.length).toBeLessThan(5)
    for (const error of failed) expect(error).toMatch(stores)
    const titles = load.told.filter(({ text }) => text.includes('"title":"Post '))
    expect(titles).toHaveLength(load.told.length - failed.length)
    expect(Math.max(...load.told.map(({ ms }) => ms))).toBeLessThan(5_000 + slack)
  })

  it('costs posts alone when cuts go on, and nothing once they have ended', async () => {
    blog = await faultyBlog(server)
    const load = readers(8)
    for (let cuts = 1; cuts <= 15; cuts++) {
      await load.answered(cuts * 4)
      blog.proxy.cut()
    }
    await load.end()
    for (const { data, errors } of load.told) {
      expect(data.users.nodes).toEqual(people)
      for (const error of errors) expect(error).toMatch(stores)
    }
    expect(await healed(blog)).toBeLessThan(5_000)
    const after = await Promise.all(Array.from({ length: 50 }, (_, n) => blog.ask(onePost(n + 1))))
    expect(after.flatMap(({ errors }) => errors)).toEqual([])
  })
})

await describeMongo('scenario 55: MongoDB is stopped and started again, twice', (server) => {
  it('fails with its own fields, and answers after each start, without a restart of ours', async () => {
    blog = await faultyBlog(server)
    expect((await blog.ask(both)).data).toEqual(whole)
    for (const round of [1, 2]) {
      blog.proxy.refuse()
      const told = await blog.ask(both)
      expect([round, told.data, told.errors]).toEqual([round, half, unavailable])
      expect(told.ms).toBeLessThan(3_000 + slack)
      const others = await blog.ask('{ user(id: "2") { name } }')
      expect([others.data, others.errors]).toEqual([{ user: { name: 'Grace' } }, []])
      expect(others.ms).toBeLessThan(slack)
      blog.proxy.pass()
      expect((await blog.ask(both)).data).toEqual(whole)
    }
  })

  it('fails lists per parent at each parent, with the parents served', async () => {
    blog = await faultyBlog(server)
    blog.proxy.refuse()
    const { data, errors } = await blog.ask('{ users { nodes { name posts { totalCount } } } }')
    expect(data.users.nodes).toEqual(people.map((user) => ({ ...user, posts: null })))
    expect(errors).toEqual([0, 1].map((n) => `users.nodes.${n}.posts STORE_UNAVAILABLE shop`))
    blog.proxy.pass()
    await healed(blog)
  })

  it('leaves no connections behind when the gateway closes during an outage', async () => {
    blog = await faultyBlog(server)
    blog.proxy.blackhole()
    void blog.ask(both).catch(() => undefined)
    await pause(200)
    expect(blog.proxy.connections()).toBeGreaterThan(0)
    const before = performance.now()
    await blog.close()
    expect(performance.now() - before).toBeLessThan(3_000 + slack)
    await expect.poll(() => blog.proxy.connections()).toBe(0)
  })
})

await describeMongo('a MongoDB that hangs', (server) => {
  it('costs its own fields in time, and heals', async () => {
    blog = await faultyBlog(server)
    expect((await blog.ask(both)).data).toEqual(whole)
    blog.proxy.blackhole()
    const told = await blog.ask(both)
    expect(told.data).toEqual(half)
    expect(told.errors).toHaveLength(1)
    expect(told.errors[0]).toMatch(/^posts STORE_(?:TIMEOUT|UNAVAILABLE) shop$/)
    expect(told.ms).toBeLessThan(5_000 + slack)
    blog.proxy.pass()
    blog.proxy.cut()
    expect(await healed(blog)).toBeLessThan(5_000)
  })

  it('delays nobody else', async () => {
    blog = await faultyBlog(server)
    blog.proxy.blackhole()
    const hanging = blog.ask(both)
    await pause(100)
    const others = await Promise.all(
      Array.from({ length: 20 }, () => blog.ask('{ user(id: "1") { name } }')),
    )
    expect(others.every(({ errors }) => errors.length === 0)).toBe(true)
    expect(Math.max(...others.map(({ ms }) => ms))).toBeLessThan(slack)
    expect((await hanging).data).toEqual(half)
  })
})

await describeMongo('M04: a slow MongoDB', (server) => {
  it('is waited for within its time', async () => {
    blog = await faultyBlog(server)
    blog.proxy.delay(300)
    expect((await blog.ask(both)).data).toEqual(whole)
  })

  it('is given up past it, and its connections serve again afterwards', async () => {
    blog = await faultyBlog(server)
    expect((await blog.ask(both)).data).toEqual(whole)
    blog.proxy.delay(8_000)
    const told = await blog.ask(both)
    expect([told.data, told.errors]).toEqual([half, ['posts STORE_TIMEOUT shop']])
    expect(told.ms).toBeLessThan(5_000 + slack)
    blog.proxy.pass()
    expect(await healed(blog)).toBeLessThan(5_000)
  })

  it('that drips is given up too', async () => {
    blog = await faultyBlog(server)
    expect((await blog.ask(both)).data).toEqual(whole)
    blog.proxy.drip(100)
    const told = await blog.ask(
      '{ users { nodes { name } } posts(first: 100) { nodes { title } } }',
    )
    expect(told.data).toEqual(half)
    expect(told.ms).toBeLessThan(5_000 + slack)
    blog.proxy.pass()
    blog.proxy.cut()
    expect(await healed(blog)).toBeLessThan(5_000)
  })
})

await describeMongo('M05: more readers than connections', (server) => {
  it('wait their time, then fail with their own fields, and none hangs', async () => {
    blog = await faultyBlog(server)
    expect((await blog.ask(onePost(1))).errors).toEqual([])
    blog.proxy.delay(1_200)
    const told = await Promise.all(
      Array.from({ length: 120 }, (_, n) => blog.ask(onePost(1 + (n % 100), `p${n}`))),
    )
    blog.proxy.pass()
    const failed = told.flatMap(({ errors }) => errors)
    expect(failed.length).toBeGreaterThan(0)
    for (const error of failed) expect(error).toMatch(/^p\d+ STORE_UNAVAILABLE shop$/)
    expect(told.every(({ data }) => data.users.nodes.length === 2)).toBe(true)
    expect(Math.max(...told.map(({ ms }) => ms))).toBeLessThan(10_000)
    // the pool, and the connections that watch the server
    expect(blog.proxy.connections()).toBeLessThanOrEqual(50 + 2)
    expect(await healed(blog)).toBeLessThan(5_000)
  })
})
