/**
 * Writes the sample: `npx jiti examples/brain/data/generate.ts` writes the YAML files beside this one, and with the address
 * of a MongoDB server it fills the databases `brainstorm` and `cortex-db` there.
 */
import { writeFile } from 'node:fs/promises'
import { argv, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { MongoClient } from 'mongodb'
import { brainstorm, cortex, type Documents } from './mongodb.ts'
import { yamlFiles } from './yaml.ts'

async function writeYaml(): Promise<void> {
  for (const [name, text] of Object.entries(yamlFiles)) {
    await writeFile(fileURLToPath(new URL(name, import.meta.url)), text)
  }
}

async function seed(url: string): Promise<void> {
  const client = new MongoClient(url)
  try {
    await fill(client, 'brainstorm', brainstorm)
    await fill(client, 'cortex-db', cortex)
  } finally {
    await client.close()
  }
}

async function fill(client: MongoClient, database: string, documents: Documents): Promise<void> {
  await client.db(database).dropDatabase()
  for (const [name, rows] of Object.entries(documents)) {
    await client
      .db(database)
      .collection(name)
      .insertMany([...rows])
  }
}

const [, , url] = argv
await (url === undefined ? writeYaml() : seed(url))
stdout.write(url === undefined ? 'wrote the YAML files\n' : 'filled brainstorm and cortex-db\n')
