import { MongoClient } from 'mongodb'

let made = 0

/** The name of a database that nobody else uses; on a server that is not ours it is dropped after the run. */
export function freshDatabase(): string {
  made += 1
  return `refract_${process.env['REFRACT_TEST_RUN'] ?? 'alone'}_${process.pid}_${made}`
}

/** Drops the databases that `freshDatabase` named in a run. */
export async function dropDatabases(url: string, run: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 })
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
    const ours = databases.filter(({ name }) => name.startsWith(`refract_${run}_`))
    for (const { name } of ours) await client.db(name).dropDatabase()
  } finally {
    await client.close()
  }
}
