// Runs `mongod` (argv[2]) as a replica set of one on a free loopback port, with data in a temporary folder, and prints
// the port when it is primary. Ends it, and removes the folder, when the input ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'

const folder = mkdtempSync(join(tmpdir(), 'refract-mongod-'))
const port = await freePort()
const place = ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', folder]
// test commands let tests ask for errors (`failCommand`) that are hard to come by otherwise
const how = [
  '--replSet',
  'rs0',
  '--nounixsocket',
  '--quiet',
  '--setParameter',
  'enableTestCommands=1',
]
const child = spawn(process.argv[2], [...how, ...place], { stdio: ['ignore', 'ignore', 'inherit'] })
let ending = false
child.on('error', (error) => leave(error.message))
child.on('exit', (code) => leave(ending ? null : `mongod ended with ${code}`))
process.stdin.resume().on('end', () => {
  ending = true
  child.kill('SIGTERM')
})
process.on('exit', () => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)
const admin = client.db('admin')
const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
await admin.command({ replSetInitiate: { _id: 'rs0', members } })
while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
  await new Promise((resolve) => setTimeout(resolve, 50))
}
await client.close()
console.log(port)

function leave(trouble) {
  if (trouble) console.error(trouble)
  process.exit(trouble ? 1 : 0)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
