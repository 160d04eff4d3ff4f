import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './child.ts'
import { post } from './load.ts'
import { figure, median, type Report } from './table.ts'

const count = 10_000
const query =
  '{ items(where: { pages: { gte: 500 } }, sort: [{ title: ASC }], first: 20) { totalCount nodes { id title tags } } }'

/** Ten thousand items of YAML, in one file and in a file each: time to the first answer, and memory. */
export async function measureYaml(rounds: number): Promise<Report> {
  const rows: string[][] = []
  for (const [title, write] of [
    ['one file', oneFile],
    ['a file each', aFileEach],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'refract-bench-'))
    try {
      write(folder)
      rows.push([title, ...(await measure(folder, rounds))])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  return {
    title: 'Ten thousand YAML items',
    how: `A new process until it has answered a filter with a sort and a count, ${rounds} times, medians; then the same query again.`,
    head: ['stored as', 'first answer, ms', 'CPU of it, ms', 'memory, MB', 'again, ms'],
    rows,
  }
}

async function measure(folder: string, rounds: number): Promise<string[]> {
  const firsts: number[] = []
  const cpus: number[] = []
  const sizes: number[] = []
  const agains: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const server = await start('yaml', folder)
    const { data } = JSON.parse(await post({ port: server.port, query }))
    firsts.push(performance.now() - began)
    const { cpu, rss } = await server.usage()
    cpus.push(cpu)
    sizes.push(rss / 2 ** 20)
    const again = performance.now()
    await post({ port: server.port, query })
    agains.push(performance.now() - again)
    await server.stop()
    if (data.items.totalCount !== expected)
      throw new Error(`${data.items.totalCount} items instead of ${expected}`)
  }
  return [firsts, cpus, sizes, agains].map((numbers) => figure(median(numbers)))
}

const pagesOf = (at: number) => 40 + ((at * 37) % 960)
const expected = Array.from({ length: count }, (_, at) => pagesOf(at)).filter(
  (pages) => pages >= 500,
).length

function item(at: number, indent: string): string {
  return [
    `title: Item ${(at * 7919) % count}`,
    `kind: ${['novel', 'essay', 'poetry'][at % 3]}`,
    `pages: ${pagesOf(at)}`,
    `published: ${1800 + (at % 220)}-0${1 + (at % 9)}-15`,
    `tags: [tag${at % 50}, tag${at % 7}x]`,
    `lent: ${at % 4 === 0}`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('')
}

function oneFile(folder: string): void {
  const items = Array.from({ length: count }, (_, at) => `item-${at}:\n${item(at, '  ')}`)
  writeFileSync(join(folder, 'items.yaml'), items.join(''))
}

function aFileEach(folder: string): void {
  mkdirSync(join(folder, 'items'))
  for (let at = 0; at < count; at++)
    writeFileSync(join(folder, 'items', `item-${at}.yaml`), item(at, ''))
}
