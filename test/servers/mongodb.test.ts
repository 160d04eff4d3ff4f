import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { describeMongo, describeReal, freshDatabase } from './mongodb.ts'

await describeMongo('the MongoDB server of a run', ({ url }) => {
  it('keeps what is written', async () => {
    const client = new MongoClient(url)
    const rows = client.db(freshDatabase()).collection('rows')
    await rows.insertMany([{ n: 1 }, { n: 2 }])
    expect(await rows.countDocuments({ n: { $gte: 2 } })).toBe(1)
    await client.close()
  })
})
await describeReal('transactions', ({ url }) => {
  it('are undone when they are given up', async () => {
    const client = new MongoClient(url)
    const rows = client.db(freshDatabase()).collection<{ n: number }>('rows')
    await rows.insertOne({ n: 1 })
    const session = client.startSession()
    session.startTransaction()
    await rows.insertOne({ n: 2 }, { session })
    await session.abortTransaction()
    expect(await rows.countDocuments()).toBe(1)
    await session.endSession()
    await client.close()
  })
})
