import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { describeMongo, freshDatabase } from './mongodb.ts'
import { overhear } from './overhear.ts'
import { placeOf, proxiedUrl } from './proxied.ts'

await describeMongo('who overhears', (server) => {
  it('notes what a client asks, whole, in order, and changes nothing', async () => {
    const ear = await overhear(await placeOf(server))
    const client = new MongoClient(proxiedUrl(server.url, ear.port, freshDatabase()))
    const rows = client.db().collection('rows')
    await rows.insertOne({ text: 'x'.repeat(200_000) })
    expect(await rows.findOne({ text: /^x/ }, { maxTimeMS: 900 })).not.toBeNull()
    const [insert, find, ...more] = ear.commands()
    expect(insert).toMatchObject({ insert: 'rows' })
    expect(find).toMatchObject({ find: 'rows', limit: 1, maxTimeMS: 900 })
    expect(more).toEqual([])
    await client.close()
    await ear.close()
  })
})
