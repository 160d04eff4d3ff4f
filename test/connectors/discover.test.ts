import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtIn } from '../../src/connectors/built-in.ts'
import { discoverConnectors } from '../../src/connectors/discover.ts'
import { MistakesError } from '../../src/errors.ts'
import { testFolder, type Folder } from './yaml-text.ts'

const connector = (name: string, ...schemes: string[]) =>
  `export default { name: '${name}', schemes: ${JSON.stringify(schemes)}, async open() { return {} } }\n`

describe('connector discovery', () => {
  let folder: Folder
  beforeEach(() => {
    folder = testFolder()
  })
  afterEach(() => folder.remove())

  const discover = (options?: Parameters<typeof discoverConnectors>[1]) =>
    discoverConnectors(folder.path, options)
  const mistakes = async (options?: Parameters<typeof discoverConnectors>[1]) => {
    const error = await discover(options).then(
      () => null,
      (each: unknown) => each,
    )
    expect(error).toBeInstanceOf(MistakesError)
    return (error as Error).message
  }

  it('finds the connector of each file and no other', async () => {
    folder.write('sqlite.mjs', connector('sqlite', 'sqlite'))
    folder.write('_helper.mjs', 'throw new Error("imported")')
    folder.write('.hidden.mjs', 'throw new Error("imported")')
    folder.write('sqlite.test.mjs', 'throw new Error("imported")')
    folder.write('types.d.ts', 'throw new Error("imported")')
    folder.write('sqlite.mjs.map', '{}')
    folder.write('notes.txt', 'x')
    const found = await discover()
    expect(Object.keys(found)).toEqual(['sqlite'])
    expect(found['sqlite']?.name).toBe('sqlite')
  })

  it('finds a folder with an index file, and looks no deeper', async () => {
    folder.write('cassandra/index.mjs', connector('cassandra', 'cassandra', 'cql'))
    folder.write('cassandra/deeper/index.mjs', 'throw new Error("imported")')
    folder.write('_private/index.mjs', 'throw new Error("imported")')
    folder.write('empty/notes.mjs', 'throw new Error("imported")')
    expect(Object.keys(await discover())).toEqual(['cassandra', 'cql'])
  })

  it('takes CommonJS and instances of classes', async () => {
    folder.write(
      'one.cjs',
      `module.exports = { name: 'one', schemes: ['one'], open: async () => ({}) }`,
    )
    folder.write(
      'two.cjs',
      `exports.__esModule = true; exports.default = { name: 'two', schemes: ['two'], open: async () => ({}) }`,
    )
    folder.write(
      'three.mjs',
      `class Three { name = 'three'; schemes = ['three']; async open() {} }; export default new Three()`,
    )
    expect(Object.keys(await discover()).toSorted()).toEqual(['one', 'three', 'two'])
  })

  it('answers a frozen object that inherits nothing', async () => {
    folder.write('a.mjs', connector('a', 'a'))
    const found = await discover()
    expect(Object.isFrozen(found)).toBe(true)
    expect(Object.getPrototypeOf(found)).toBeNull()
    expect(found['constructor']).toBeUndefined()
  })

  it('has none where there is no folder', async () => {
    expect(Object.keys(await discoverConnectors(`${folder.path}/none`))).toEqual([])
  })

  it('refuses two files that claim one scheme, naming the scheme and both', async () => {
    folder.write('fetch.mjs', connector('fetch', 'http'))
    folder.write('web.mjs', connector('web', 'https', 'http'))
    const message = await mistakes({ onError: 'skip' })
    expect(message).toMatch(/web\.mjs: schemes: "http" is claimed by .*fetch\.mjs/)
    expect(message).not.toMatch(/"https"/)
  })

  it('names every file that fails, all at once', async () => {
    folder.write('broken.mjs', 'throw new Error("no driver")')
    folder.write('syntax.mjs', 'export default {')
    folder.write('fine.mjs', connector('fine', 'fine'))
    folder.write('nothing.mjs', 'export const x = 1')
    folder.write('text.mjs', 'export default "connector"')
    const message = await mistakes()
    expect(message).toMatch(/broken\.mjs: connector: failed on import: no driver/)
    expect(message).toMatch(/syntax\.mjs: connector: failed on import/)
    expect(message).toMatch(/nothing\.mjs: default export: must be a connector .* there is none/)
    expect(message).toMatch(/text\.mjs: default export: .* it is 'connector'/)
    expect(message).not.toMatch(/fine\.mjs/)
  })

  it('names the file and each member that is missing or wrong', async () => {
    folder.write('half.mjs', `export default { name: '', schemes: ['HTTP'] }`)
    folder.write('none.mjs', `export default { name: 'none', schemes: [], open: 7 }`)
    const message = await mistakes()
    expect(message).toMatch(/half\.mjs: name: must be a text/)
    expect(message).toMatch(
      /half\.mjs: schemes: must be a list of URL schemes.* but is \[ 'HTTP' \]/,
    )
    expect(message).toMatch(/half\.mjs: open: must be a function.* but is missing/)
    expect(message).toMatch(/none\.mjs: schemes: .* but is \[\]/)
    expect(message).toMatch(/none\.mjs: open: .* but is 7/)
  })

  it('leaves out what cannot be loaded where told to skip, with a warning that names it', async () => {
    folder.write('broken.mjs', 'throw new Error("no driver")')
    folder.write('half.mjs', `export default { name: 'half', schemes: ['half'] }`)
    folder.write('fine.mjs', connector('fine', 'fine'))
    const warnings: string[] = []
    const found = await discover({ onError: 'skip', warn: (message) => warnings.push(message) })
    expect(Object.keys(found)).toEqual(['fine'])
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toMatch(/broken\.mjs is left out: .*no driver/)
    expect(warnings[1]).toMatch(/half\.mjs is left out: open/)
  })

  it('loads files in the way it is told', async () => {
    const file = folder.write('own.ts', 'not JavaScript at all')
    const asked: string[] = []
    const found = await discover({
      load: async (path) => {
        asked.push(path)
        return { default: { name: 'own', schemes: ['own'], open: async () => ({}) } }
      },
    })
    expect(asked).toEqual([file])
    expect(found['own']?.name).toBe('own')
  })

  it('finds the built-in connectors in the same way', () => {
    expect(builtIn['memory']?.name).toBe('memory')
    expect(builtIn['yaml']?.name).toBe('yaml')
  })
})
