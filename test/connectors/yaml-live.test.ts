import { mkdirSync, renameSync, rmSync, truncateSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Server, Store } from '../../src/connectors/connector.ts'
import yaml from '../../src/connectors/stores/yaml/index.ts'
import type { Row } from '../../src/query/row.ts'
import { question, shape } from './library.ts'
import { opening } from './opening-options.ts'
import { testFolder, type Folder } from './yaml-text.ts'

describe('edits by hand', () => {
  let folder: Folder
  let server: Server
  let log: string[]
  beforeEach(async () => {
    folder = testFolder()
    const opened = opening({ url: 'yaml:.', root: folder.path })
    log = opened.log
    server = await yaml.open(opened.options)
  })
  afterEach(async () => {
    await server.close()
    folder.remove()
  })

  const titles = async (store: Store) => {
    const { rows } = await store.find(question({ sort: [] }), {})
    return rows.map((row: Row) => `${String(row.id)} ${String(row['title'])}`)
  }
  const within = async (ms: number, check: () => Promise<void> | void) => {
    const end = Date.now() + ms
    for (;;) {
      const failure = await Promise.resolve()
        .then(check)
        .then(
          () => null,
          (error: unknown) => error,
        )
      if (!failure) return
      if (Date.now() > end) throw failure
      await new Promise((next) => setTimeout(next, 20))
    }
  }
  const becomes = (store: Store, expected: string[]) =>
    within(3_000, async () => expect(await titles(store)).toEqual(expected))

  it('of a file per item are seen: new, changed, renamed and gone ones', async () => {
    folder.write('books/1.yaml', 'title: A')
    const store = await server.collection(shape())
    expect(await titles(store)).toEqual(['1 A'])
    folder.write('books/2.yaml', 'title: B')
    await becomes(store, ['1 A', '2 B'])
    folder.write('books/1.yaml', 'title: A2')
    await becomes(store, ['1 A2', '2 B'])
    renameSync(join(folder.path, 'books/2.yaml'), join(folder.path, 'books/3.yaml'))
    await becomes(store, ['1 A2', '3 B'])
    unlinkSync(join(folder.path, 'books/1.yaml'))
    await becomes(store, ['3 B'])
  })

  it('are seen within a second', async () => {
    folder.write('books/1.yaml', 'title: A')
    const store = await server.collection(shape())
    await new Promise((settled) => setTimeout(settled, 500))
    const start = Date.now()
    folder.write('books/1.yaml', 'title: B')
    await becomes(store, ['1 B'])
    expect(Date.now() - start).toBeLessThan(1_000)
  })

  it('by editors that write a new file and rename it are seen, again and again', async () => {
    folder.write('books.yaml', '- { id: 1, title: A0 }')
    const store = await server.collection(shape())
    for (let turn = 1; turn <= 4; turn++) {
      folder.write('.books.yaml.swp', `- { id: 1, title: A${turn} }`)
      renameSync(join(folder.path, '.books.yaml.swp'), join(folder.path, 'books.yaml'))
      await becomes(store, [`1 A${turn}`])
    }
  })

  it('that break a file leave the last good content, with one warning, until they are mended', async () => {
    folder.write('books.yaml', '- { id: 1, title: A }')
    const store = await server.collection(shape())
    folder.write('books.yaml', '- { id: 1, title: [ }')
    await within(3_000, () =>
      expect(log.join()).toMatch(/books\.yaml is not readable YAML.*served as it was before/),
    )
    expect(await titles(store)).toEqual(['1 A'])
    truncateSync(join(folder.path, 'books.yaml'))
    await within(3_000, () => expect(log.join()).toMatch(/books\.yaml is empty/))
    expect(await titles(store)).toEqual(['1 A'])
    rmSync(join(folder.path, 'books.yaml'))
    await within(3_000, () => expect(log.join()).toMatch(/books\.yaml cannot be read \(ENOENT\)/))
    expect(await titles(store)).toEqual(['1 A'])
    expect(log).toHaveLength(3)
    folder.write('books.yaml', '- { id: 1, title: B }')
    await becomes(store, ['1 B'])
    expect(log).toHaveLength(3)
  })

  it('that break one item leave it as it was, and the others follow', async () => {
    folder.write('books/1.yaml', 'title: A')
    folder.write('books/2.yaml', 'title: B')
    const store = await server.collection(shape())
    folder.write('books/1.yaml', 'title: [')
    folder.write('books/2.yaml', 'title: B2')
    await becomes(store, ['1 A', '2 B2'])
    await within(3_000, () =>
      expect(log.join()).toMatch(/1\.yaml is not readable YAML.*served as it was before/),
    )
    folder.write('books/1.yaml', 'title: A2')
    await becomes(store, ['1 A2', '2 B2'])
  })

  it('never show half of a change', async () => {
    const content = (turn: number) =>
      Array.from({ length: 500 }, (_, id) => `- { id: ${id}, title: t${turn} }\n`).join('')
    folder.write('books.yaml', content(0))
    const store = await server.collection(shape())
    for (let turn = 1; turn <= 3; turn++) {
      folder.write('books.yaml', content(turn))
      const end = Date.now() + 400
      while (Date.now() < end) {
        const seen = (await titles(store)).map((line) => line.split(' ')[1])
        expect(seen).toHaveLength(500)
        expect(new Set(seen).size).toBe(1)
        await new Promise((next) => setTimeout(next, 5))
      }
    }
    await within(3_000, async () => expect((await titles(store))[0]).toBe('0 t3'))
  })

  it('of a folder that is replaced as a whole are seen', async () => {
    folder.write('books/1.yaml', 'title: A')
    folder.write('new/1.yaml', 'title: B')
    const store = await server.collection(shape())
    await new Promise((settled) => setTimeout(settled, 500))
    renameSync(join(folder.path, 'books'), join(folder.path, 'old'))
    renameSync(join(folder.path, 'new'), join(folder.path, 'books'))
    await becomes(store, ['1 B'])
    folder.write('books/1.yaml', 'title: C')
    await becomes(store, ['1 C'])
  })

  it('are told to listeners until they stop', async () => {
    mkdirSync(join(folder.path, 'books'))
    const store = await server.collection(shape())
    let heard = 0
    const stop = store.watch?.(() => heard++)
    folder.write('books/1.yaml', 'title: A')
    await within(3_000, () => expect(heard).toBe(1))
    stop?.()
    folder.write('books/2.yaml', 'title: B')
    await becomes(store, ['1 A', '2 B'])
    expect(heard).toBe(1)
  })

  it('are not seen any more once the store is closed', async () => {
    folder.write('books/1.yaml', 'title: A')
    const store = await server.collection(shape())
    await server.close()
    folder.write('books/1.yaml', 'title: B')
    await new Promise((later) => setTimeout(later, 600))
    expect(await titles(store)).toEqual(['1 A'])
  })
})
