import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtIn } from '../../src/connectors/built-in.ts'
import type { Server, Shape, Store } from '../../src/connectors/connector.ts'
import { addressOf } from '../../src/connectors/stores/mongodb/address.ts'
import { sharedClient } from '../../src/connectors/stores/mongodb/client.ts'
import { int, string } from '../../src/fields/index.ts'
import { describeMongo, freshDatabase } from '../servers/mongodb.ts'
import { overhear, type Overheard } from '../servers/overhear.ts'
import { placeOf, proxiedUrl } from '../servers/proxied.ts'
import { order, question } from './library.ts'
import { opening } from './opening-options.ts'

/** What the driver makes of a URL: nothing is sent for it. */
async function optionsOf(url: string) {
  const { client, release } = sharedClient(addressOf(opening({ url }).options))
  const { options } = client
  await release()
  return options
}

describe('the limits of a MongoDB client', () => {
  it('are those that the client gets', async () => {
    const options = await optionsOf('mongodb://localhost/shop')
    expect(options).toMatchObject({
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 2_000,
      maxPoolSize: 50,
      waitQueueTimeoutMS: 1_000,
      retryReads: true,
    })
  })

  it('are changed by the URL, each for itself', async () => {
    const options = await optionsOf(
      'mongodb://localhost/shop?maxPoolSize=7&serverselectiontimeoutms=400&retryReads=false',
    )
    expect(options).toMatchObject({
      serverSelectionTimeoutMS: 400,
      connectTimeoutMS: 2_000,
      maxPoolSize: 7,
      waitQueueTimeoutMS: 1_000,
      retryReads: false,
    })
  })
})

await describeMongo('the time that MongoDB is given', (server) => {
  let ear: Overheard
  let open: Server
  let store: Store
  beforeAll(async () => {
    ear = await overhear(await placeOf(server))
    const url = proxiedUrl(server.url, ear.port, freshDatabase())
    open = await (builtIn['mongodb'] ?? missing()).open(opening({ url }).options)
    store = await open.collection(shape)
  })
  afterAll(async () => {
    await open.close()
    await ear.close()
  })

  /** The longest and the shortest time of the commands that reading sends; each has one. */
  async function timesOf(read: () => Promise<unknown>): Promise<[number, number]> {
    const before = ear.commands().length
    await read()
    const times = ear
      .commands()
      .slice(before)
      .map((command) => command['maxTimeMS'])
    expect(times.length).toBeGreaterThan(0)
    for (const time of times) expect(time).toEqual(expect.any(Number))
    return [Math.max(...times), Math.min(...times)]
  }

  it('is 2 s for reads by id and for pages', async () => {
    expect(await timesOf(() => store.byIds([1, 'x'], null, {}))).toEqual([2_000, 2_000])
    const page = { first: 5, last: null, after: null, before: null, skip: 0, total: false }
    const ask = question({ sort: order('title'), page })
    expect((await timesOf(() => store.find(ask, {})))[0]).toBeLessThanOrEqual(2_000)
  })

  it('is 5 s at most for totals and whole lists', async () => {
    const all = question({ sort: order('title') })
    expect((await timesOf(() => store.find(all, {})))[0]).toBe(5_000)
  })
})

const shape: Shape = {
  name: 'books',
  append: true,
  fields: { title: string(), pages: int() },
  idFrom: null,
  idType: null,
  stored: {},
  unique: [],
  onMismatch: 'null',
  options: {},
}

function missing(): never {
  throw new Error('no connector claims mongodb')
}
