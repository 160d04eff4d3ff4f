// Starts the demo as the README says, asks what GraphiQL asks first, and stops it as a supervisor would.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const query = /defaultQuery = `([^`]+)`/.exec(readFileSync('refract.config.ts', 'utf8'))?.[1]
if (!query) throw new Error('refract.config.ts has no default query')

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

// Through npm, as a person starts it. npm does not hand on the exit code of what it stops …
await served('npm start', async (port, child) => {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  check(data.books.totalCount > 10, 'few books')
  check(data.books.nodes.length === 5, 'no page of five')
  check(
    data.books.nodes.every(({ author }) => author.name && author.country.name),
    'a link is empty',
  )
  check(data.booksGroups[0].key.genre === 'novel' && data.booksGroups[0].count > 100, 'groups')
  check(
    data.lentBooks.nodes.every(({ loan }) => loan.user.name),
    'a loan without its user',
  )
  say(`${data.books.totalCount} books; the first: ${data.books.nodes[0].title}`)
  process.kill(-child.pid, 'SIGTERM')
})
// … so that it is also started as a supervisor starts it.
const code = await served(scripts.start, async (_port, child) => void child.kill('SIGTERM'))
check(code === 0, `SIGTERM ended it with ${code}`)
say('Stopped, with 0')

/** Runs a command until it is ready, does the work, waits for its end; answers the exit code. */
async function served(command, work) {
  const port = await freePort()
  const [program, ...args] = command.split(' ')
  const child = spawn(program, args, {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  const ended = once(child, 'exit')
  try {
    await untilReady(port, child)
    await work(port, child)
    const late = sleep(15_000, ['still running after 15 s'], { ref: false })
    const [end] = await Promise.race([ended, late])
    check(await isQuiet(port), 'it still answers')
    return end
  } finally {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // it has ended
    }
  }
}

function say(words) {
  process.stdout.write(`${words}\n`)
}

function check(fits, words) {
  if (!fits) throw new Error(words)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function untilReady(port, child) {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const reply = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null)
    if (reply?.ok) return
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    await sleep(200)
  }
  throw new Error('not ready after a minute')
}

/** Nobody answers any more; what npm started may need a moment longer than npm. */
async function isQuiet(port) {
  for (let waited = 0; waited < 15_000; waited += 200) {
    if ((await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)) === null) return true
    await sleep(200)
  }
  return false
}
