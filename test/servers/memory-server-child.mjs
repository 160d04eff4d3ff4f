// A real `mongod` that mongodb-memory-server finds in its cache or downloads, as a replica set of one. Prints its
// address when it is up, and a dot whenever the download has grown. Ends when the input does.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DryMongoBinary, MongoMemoryReplSet } from 'mongodb-memory-server-core'

process.env.MONGOMS_MAX_RETRIES ??= '0'
const { downloadDir } = await DryMongoBinary.generateOptions()
let before = 0
const watch = setInterval(() => {
  const now = downloaded()
  if (now > before) console.log('.')
  before = now
}, 1_000)

let end = async () => undefined
process.stdin.resume().on('end', () => void end().finally(() => process.exit(0)))
const args = ['--setParameter', 'enableTestCommands=1']
const wanted = { replSet: { count: 1 }, instanceOpts: [{ args }] }
const set = await MongoMemoryReplSet.create(wanted).catch((error) => {
  console.error(error.message.replaceAll(/\s+/g, ' '))
  process.exit(1)
})
clearInterval(watch)
end = () => set.stop({ doCleanup: true, force: true })
console.log(set.getUri())

/** Bytes that have come so far, of all versions. */
function downloaded() {
  try {
    const files = readdirSync(downloadDir).map((name) => statSync(join(downloadDir, name)))
    return files.reduce((sum, { size }) => sum + size, 0)
  } catch {
    return 0
  }
}
