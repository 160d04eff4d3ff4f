import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import type { OpenOptions, Server, Shape } from '../../src/connectors/connector.ts'
import yaml from '../../src/connectors/stores/yaml/index.ts'
import type { Row } from '../../src/query/row.ts'
import { bigint, decimal, float, int, json, list, string, tuple } from '../../src/fields/index.ts'
import { question, shape } from './library.ts'
import { opening } from './opening-options.ts'
import { testFolder, type Folder } from './yaml-text.ts'

const fields = { title: string(), pages: int() }
let folder: Folder
let servers: Server[]
let log: string[]

beforeEach(() => {
  folder = testFolder()
  servers = []
  log = []
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  folder.remove()
})

async function open(changes: Partial<Shape> = {}, given: Partial<OpenOptions> = {}) {
  const opened = opening({ url: 'yaml:./library', root: folder.path, ...given })
  log = opened.log
  const server = await yaml.open(opened.options)
  servers.push(server)
  return server.collection(shape({ fields, ...changes }))
}

async function rows(
  changes?: Partial<Shape>,
  given?: Partial<OpenOptions>,
): Promise<readonly Row[]> {
  const store = await open(changes, given)
  return (await store.find(question({ sort: [] }), {})).rows
}

const ids = async (...given: Parameters<typeof rows>) => (await rows(...given)).map((row) => row.id)

async function refusal(
  changes?: Partial<Shape>,
  given?: Partial<OpenOptions>,
): Promise<StoreError> {
  const error = await open(changes, given).then(
    () => null,
    (each: unknown) => each,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error as StoreError
}

describe('the place of a YAML collection', () => {
  it('is the folder or the file that is called like it', async () => {
    folder.write('library/books/a.yaml', 'title: A')
    folder.write('library/authors.yml', 'b: { title: B }')
    expect(await ids()).toEqual(['a'])
    expect(await ids({ name: 'authors' })).toEqual(['b'])
  })
  it('is refused when both are there, naming both', async () => {
    folder.write('library/books/a.yaml', 'title: A')
    folder.write('library/books.yaml', 'b: { title: B }')
    const error = await refusal()
    expect(error.code).toBe('STORE_BAD_DATA')
    expect(error.message).toMatch(/both .*library\/books and .*library\/books\.yaml/)
    folder.write('library/users.yaml', '[]')
    folder.write('library/users.yml', '[]')
    expect((await refusal({ name: 'users' })).message).toMatch(/users\.yaml and .*users\.yml/)
  })
  it('is asked for in words when neither is there', async () => {
    const error = await refusal()
    expect(error.code).toBe('STORE_UNAVAILABLE')
    expect(error.message).toMatch(
      /neither the folder .*library\/books nor the file .*library\/books\.yaml/,
    )
  })
  it('is nothing more than the URL where that is complete', async () => {
    folder.write('a/list.yaml', '- { id: 1 }')
    folder.write('a/items/x.yml', 'title: X')
    expect(await ids({ append: false }, { url: 'yaml:./a/list.yaml' })).toEqual([1])
    expect(await ids({ append: false }, { url: `yaml:${folder.path}/a/items` })).toEqual(['x'])
    expect((await refusal({ append: false }, { url: 'yaml:./a/none' })).message).toMatch(
      /neither a folder nor a file is at .*a\/none/,
    )
  })
  it('comes from options too', async () => {
    folder.write('d/all.yaml', 'shop: { books: { e: { title: E } }, authors: [{ id: 2 }] }')
    folder.write('d/accounts/1.yaml', 'title: T')
    expect(await ids({}, { url: 'yaml:', options: { file: 'd/all.yaml', at: 'shop' } })).toEqual([
      'e',
    ])
    expect(
      await ids({ name: 'authors' }, { url: 'yaml:./d/all.yaml', options: { at: 'shop' } }),
    ).toEqual([2])
    expect(await ids({ options: { collection: 'accounts' } }, { options: { path: 'd' } })).toEqual([
      1,
    ])
    expect(
      await ids({ options: { file: 'all.yaml', at: 'shop.authors' } }, { options: { path: 'd' } }),
    ).toEqual([2])
    expect((await refusal({ append: false }, { url: 'yaml:' })).message).toMatch(/needs a place/)
  })
  it('is the file in the path where options name both', async () => {
    folder.write('d/all.yaml', 'shop: { books: { e: { title: E } }, authors: [{ id: 2 }] }')
    const options = { path: 'd', file: 'all.yaml', at: 'shop' }
    expect(await ids({}, { url: 'yaml:d/all.yaml', options })).toEqual(['e'])
    expect(
      await ids(
        { options: { path: 'd', file: 'all.yaml', at: 'shop.authors' } },
        { url: 'yaml:.' },
      ),
    ).toEqual([2])
  })
  it('is complete in options that stand in the collection itself', async () => {
    folder.write('d/list.yaml', 'in: [{ id: 7 }]')
    folder.write('d/items/x.yaml', 'title: X')
    for (const options of [
      { path: 'd/list.yaml', at: 'in' },
      { file: 'd/list.yaml', at: 'in' },
      { path: 'd', file: 'list.yaml', at: 'in' },
    ]) {
      expect(await ids({ append: false, options }, { url: 'yaml:', options })).toEqual([7])
    }
    const options = { path: 'd/items' }
    expect(await ids({ append: false, options }, { url: 'yaml:', options })).toEqual(['x'])
  })
  it('is an empty collection as an empty folder, list or map', async () => {
    mkdirSync(join(folder.path, 'library/books'), { recursive: true })
    folder.write('library/list.yaml', '[]')
    folder.write('library/map.yaml', '{}')
    for (const name of ['books', 'list', 'map']) expect(await ids({ name })).toEqual([])
  })
  it('never becomes a way to another place', async () => {
    folder.write('secret.yaml', '- { id: 1 }')
    for (const name of [
      '../secret',
      '/etc/passwd',
      'a/b',
      'C:\\x',
      '.',
      '..',
      '',
      'x'.repeat(300),
      'a\0b',
      '.hidden',
    ]) {
      const error = await refusal({ name })
      expect(['STORE_BAD_DATA', 'STORE_UNAVAILABLE']).toContain(error.code)
      expect((await refusal({ options: { collection: name }, name: '../secret' })).code).toMatch(
        /^STORE/,
      )
    }
  })
})

describe('ids in YAML', () => {
  it('are integers where the name is a canonical one, and the id inside wins', async () => {
    for (const name of ['10', '010', '9007199254740993', '-3', 'a b', '1.5', '0'])
      folder.write(`library/books/${name}.yaml`, 'title: t')
    folder.write('library/books/zz.yaml', 'id: 77')
    expect(await ids()).toEqual([-3, 0, 10, 9007199254740993n, '010', '1.5', 'a b', 77])
  })
  it('are map keys as written, in the order of the file', async () => {
    folder.write(
      'library/books.yaml',
      'b: {}\n10: {}\n007: {}\n2: {}\n1.20: {}\ntrue: {}\nNULL: {}\n~: {}\n0x10: {}\n9007199254740993: {}\n"5": {}\nwon: { id: 1 }\n',
    )
    expect(await ids()).toEqual([
      'b',
      10,
      '007',
      2,
      '1.20',
      'true',
      'NULL',
      '~',
      '0x10',
      9007199254740993n,
      5,
      1,
    ])
  })
  it('that print alike quarantine the later item', async () => {
    folder.write('library/books/1.yaml', 'title: first')
    folder.write('library/books/2.yaml', 'id: "1"\ntitle: second')
    expect((await rows()).map((row) => row['title'])).toEqual(['first'])
    expect(log).toHaveLength(1)
    expect(log[0]).toMatch(/2\.yaml has the id "1", which .*1\.yaml has already; it is left out/)
  })
})

describe('an item that cannot be served', () => {
  it('is left out and named, and the others are served', async () => {
    const bad: Record<string, string | Uint8Array> = {
      broken: 'title: [',
      list: '- 1',
      text: 'hello',
      empty: '',
      comment: '# nothing',
      two: '---\na: 1\n---\nb: 2',
      twice: 'title: a\ntitle: b',
      tab: 'loan:\n\tuser: 1',
      nul: 'title: "a\0b"',
      latin: new Uint8Array([0x74, 0x3a, 0x20, 0xff]),
      alias: 'a: &x 1\nb: *x',
      js: 'a: !!js/function "x"',
      binary: 'a: !!binary aGk=',
      omap: '!!omap\n- a: 1',
      custom: 'a: !thing 1',
      directive: '%TAG ! tag:x,2000:\n---\na: 1',
      deep: `a: ${'['.repeat(1000)}${']'.repeat(1000)}`,
      id: 'id: [1]',
      float: 'id: 1.20',
    }
    for (const [name, content] of Object.entries(bad))
      folder.write(`library/books/${name}.yaml`, content)
    folder.write('library/books/good.yaml', 'title: good')
    expect(await ids()).toEqual(['good'])
    for (const name of Object.keys(bad)) {
      expect(
        log.filter((line) => line.includes(`${name}.yaml `)),
        name,
      ).toHaveLength(1)
    }
    expect(log.find((line) => line.includes('alias'))).toContain('has an alias (*name)')
    expect(log.find((line) => line.includes('twice'))).toMatch(
      /duplicated mapping key \(line 2, column 1\); it is left out/,
    )
  })
  it('is left out of a list and of a map too', async () => {
    folder.write(
      'library/books.yaml',
      '- { id: 1 }\n- text\n- { title: no id }\n-\n- { id: 1, title: again }\n',
    )
    expect(await ids()).toEqual([1])
    expect(log.map((line) => line.replace(/^.*?books\.yaml: /, ''))).toEqual([
      'item 2 is a string; a map of fields is expected; it is left out',
      'item 3 has no id: "id" is missing; it is left out',
      'item 4 is empty; a map of fields is expected; it is left out',
      expect.stringMatching(/^item 5 has the id "1", which .*item 1 has already; it is left out$/),
    ])
  })
  it('does not bring bombs to life, however often it is read', async () => {
    const lol = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(',')}]`).join('\n')}\n`
    folder.write('library/books/lol.yaml', lol)
    folder.write('library/books/merge.yaml', `a: &a { x: 1 }\nb:\n  <<: *a\n`)
    folder.write('library/books/braces.yaml', `a: ${'{a: '.repeat(1000)}`)
    folder.write('library/books/good.yaml', 'title: good')
    for (let turn = 0; turn < 3; turn++) expect(await ids()).toEqual(['good'])
  })
})

describe('a YAML file that cannot be served', () => {
  it('fails its collection, naming the file and the reason', async () => {
    const bad: Record<string, [string, RegExp]> = {
      broken: ['a: [', /is not readable YAML/],
      scalar: ['hello', /holds no map of ids to items and no list/],
      empty: ['', /is empty; where nothing is meant, write \{\}/],
      big: [`a: { title: ${'x'.repeat(9 * 1024 * 1024)} }`, /bytes, more than the 8388608/],
      many: [
        Array.from({ length: 20_001 }, (_, id) => `- { id: ${id} }\n`).join(''),
        /holds 20001 items, more than the 20000/,
      ],
    }
    for (const [name, [content, reason]] of Object.entries(bad)) {
      folder.write(`library/${name}.yaml`, content)
      const error = await refusal({ name })
      expect(error.code).toBe('STORE_BAD_DATA')
      expect(error.message).toMatch(reason)
      expect(error.message).toContain(`${name}.yaml`)
    }
    folder.write('library/at.yaml', 'a: { b: 1 }')
    expect((await refusal({ name: 'at', options: { at: 'a.c' } })).message).toMatch(
      /at\.yaml .* at "a\.c"/,
    )
  })
  it('accepts a byte order mark, CRLF and merge keys as plain keys', async () => {
    folder.write('library/books.yaml', '\uFEFF- id: 1\r\n  title: T\r\n  <<: { title: U }\r\n')
    expect(await rows()).toEqual([{ id: 1, title: 'T' }])
  })
})

describe('links and special files', () => {
  beforeEach(() => {
    folder.write('outside/secret.yaml', 'title: secret')
    folder.write('library/books/good.yaml', 'title: good')
  })
  it('are refused where they lead out', async () => {
    symlinkSync(
      join(folder.path, 'outside/secret.yaml'),
      join(folder.path, 'library/books/out.yaml'),
    )
    symlinkSync('/dev/zero', join(folder.path, 'library/books/zero.yaml'))
    symlinkSync('nowhere.yaml', join(folder.path, 'library/books/dangling.yaml'))
    expect(await ids()).toEqual(['good'])
    expect(log).toHaveLength(3)
    expect(log.join()).toMatch(/out\.yaml is a link that leads out of/)
  })
  it('are refused as folders and single files that lead out', async () => {
    symlinkSync(join(folder.path, 'outside'), join(folder.path, 'library/authors'))
    symlinkSync(join(folder.path, 'outside/secret.yaml'), join(folder.path, 'library/users.yaml'))
    for (const name of ['authors', 'users']) {
      const error = await refusal({ name })
      expect([error.code, error.message]).toEqual([
        'STORE_BAD_DATA',
        expect.stringMatching(/is a link that leads out of/),
      ])
    }
  })
  it('may point inside, as mounted volumes do', async () => {
    folder.write('library/books/..data/real.yaml', 'title: real')
    symlinkSync('..data/real.yaml', join(folder.path, 'library/books/linked.yaml'))
    linkSync(
      join(folder.path, 'library/books/good.yaml'),
      join(folder.path, 'library/books/hard.yaml'),
    )
    expect(await ids()).toEqual(['good', 'hard', 'linked'])
  })
  it('are never waited for', async () => {
    execFileSync('mkfifo', [
      join(folder.path, 'library/books/pipe.yaml'),
      join(folder.path, 'library/fifo.yaml'),
    ])
    mkdirSync(join(folder.path, 'library/books/folder.yaml'))
    const socket = createServer().listen(join(folder.path, 'library/books/socket.yaml'))
    await new Promise((listening) => socket.once('listening', listening))
    expect(await ids()).toEqual(['good'])
    expect(log.filter((line) => line.includes('is not a regular file'))).toHaveLength(3)
    expect((await refusal({ name: 'fifo' })).message).toMatch(/is not a regular file/)
    socket.close()
  })
  it('are refused when they are put in place while files are opened', async () => {
    const { readInside } = await import('../../src/connectors/stores/yaml/read-file.ts')
    const file = join(folder.path, 'library/books/race.yaml')
    const secret = join(folder.path, 'outside/secret.yaml')
    folder.write('library/books/race.yaml', 'title: mine')
    const swapper = new Worker(swapping, { eval: true, workerData: { file, secret } })
    await new Promise((online) => swapper.once('online', online))
    const seen = { mine: 0, refused: 0 }
    const end = Date.now() + 10_000
    for (let turn = 0; (turn < 2_000 || !seen.mine || !seen.refused) && Date.now() < end; turn++) {
      try {
        const { bytes } = readInside(join(folder.path, 'library'), file, turn % 2 === 0)
        expect(Buffer.from(bytes).toString()).toBe('title: mine')
        seen.mine++
      } catch (error) {
        expect((error as Error).message).toMatch(/link|place/)
        seen.refused++
      }
    }
    await swapper.terminate()
    expect(seen.mine).toBeGreaterThan(0)
    expect(seen.refused).toBeGreaterThan(0)
  })
})

/** In another thread: puts a link out in the place of a file, and the file back, as often as it can. */
const swapping = `
  const { renameSync, symlinkSync, writeFileSync } = require('node:fs')
  const { file, secret } = require('node:worker_threads').workerData
  for (;;) {
    symlinkSync(secret, file + '.link')
    renameSync(file + '.link', file)
    writeFileSync(file + '.file', 'title: mine')
    renameSync(file + '.file', file)
  }
`

describe('numbers in YAML', () => {
  const numbers = {
    price: decimal(),
    copies: bigint(),
    pages: int(),
    rating: float(),
    prices: list(decimal()),
    pair: tuple([decimal(), float()]),
    extra: json(),
    title: string(),
  }
  const read = async (text: string) => {
    folder.write('library/books.yaml', `- { id: 1, ${text} }`)
    return (await rows({ fields: numbers }))[0]
  }
  it('keep the digits of decimals', async () => {
    expect(
      await read('price: 1.20, prices: [1.10, 2, "3.30", -.50, +7.00], pair: [1.50, 1.50]'),
    ).toEqual({
      id: 1,
      price: '1.20',
      prices: ['1.10', '2', '3.30', '-0.50', '7.00'],
      pair: ['1.50', 1.5],
    })
    expect((await read('price: 0.1000000000000000055511151231257827'))?.['price']).toBe(
      '0.1000000000000000055511151231257827',
    )
  })
  it('keep integers past 2^53', async () => {
    const row = await read(
      'copies: 9007199254740993, price: 12345678901234567890, rating: 12345678901234567890, pages: 9007199254740993',
    )
    expect(row).toEqual({
      id: 1,
      copies: 9007199254740993n,
      price: '12345678901234567890',
      rating: Number('12345678901234567890'),
      pages: null,
    })
    expect((await read('copies: 0xFFFFFFFFFFFFFFFF'))?.['copies']).toBe(18446744073709551615n)
  })
  it('are numbers in documents and for floats, and no texts', async () => {
    const row = await read(
      'extra: { a: 1.20, b: [007, 1e3, { c: 1.50 }], big: 9007199254740993 }, rating: 1.50, title: 1.20',
    )
    expect(row).toEqual({
      id: 1,
      extra: { a: 1.2, b: [7, 1000, { c: 1.5 }], big: '9007199254740993' },
      rating: 1.5,
      title: null,
    })
  })
  it('stay texts where YAML 1.2 says so', async () => {
    for (const text of ['no', 'off', '12:30:45', '1_000', '2001-01-01', '0b1']) {
      expect((await read(`title: ${text}`))?.['title'], text).toBe(text)
    }
  })
})
