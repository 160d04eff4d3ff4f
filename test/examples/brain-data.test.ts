import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snapshots, users, type Snapshot } from '../../examples/brain/data/brain.ts'
import { brainstorm, cortex } from '../../examples/brain/data/mongodb.ts'
import { yamlFiles } from '../../examples/brain/data/yaml.ts'
import { restStub, type RestStub } from '../../examples/brain/rest-stub/server.ts'
import { spokenMoment } from '../../examples/brain/codecs.ts'
import { blocksOf } from '../support/markdown.ts'
import { dataOf } from '../support/placements.ts'
import { folder, openBrain } from './brain.ts'

const filled = (result: object | undefined): boolean => Object.keys(result ?? {}).length > 0

function totals(of: readonly Snapshot[]): object {
  return {
    all: of.length,
    pose: of.filter((one) => filled(one.pose)).length,
    color: of.filter((one) => filled(one.colorImage)).length,
    depth: of.filter((one) => filled(one.depthImage)).length,
    feelings: of.filter((one) => filled(one.feelings)).length,
  }
}

describe('the sample', () => {
  it('has the totals that it is known for', () => {
    expect(users).toHaveLength(5)
    expect(totals(snapshots)).toEqual({
      all: 1049,
      pose: 1045,
      color: 541,
      depth: 841,
      feelings: 945,
    })
    const danas = snapshots.filter((one) => one.user === 42n)
    expect(totals(danas)).toEqual({ all: 1000, pose: 1000, color: 500, depth: 800, feelings: 900 })
    const four = danas.filter((one) => one.colorImage && one.depthImage && one.feelings)
    expect(four).toHaveLength(400)
    expect(danas.filter((one) => Object.keys(one).length === 4)).toHaveLength(100)
  })

  it('holds no minus zero, which JSON and YAML would write differently', () => {
    const numbers = JSON.stringify(snapshots, (_, value: unknown) =>
      Object.is(value, -0) ? 'minus zero' : typeof value === 'bigint' ? String(value) : value,
    )
    expect(numbers).not.toContain('minus zero')
  })

  it.each(Object.entries(yamlFiles))('is what data/%s says', (name, text) => {
    expect(readFileSync(join(folder, 'data', name), 'utf8')).toBe(text)
  })
})

describe('the documents of MongoDB', () => {
  it('are shaped as each of the older systems keeps them', () => {
    const half = snapshots.findIndex((one) => one.user === 12n && one.snapshotId === 7)
    const calm = snapshots.findIndex((one) => one.user === 12n && one.snapshotId === 5)
    expect(brainstorm.snapshots[half]).toEqual({
      user_id: 12,
      snapshot_id: 7,
      datetime: new Date('2020-06-12T00:00:09.000Z'),
      pose: { translation: { y: 2 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
    })
    expect(cortex.snapshots[half]).toEqual({
      _id: '12-7',
      by_user: '12',
      datetime: 1_591_920_009_000,
      pose: { translation: { y: 2 }, rotation: { w: 1 } },
    })
    expect(cortex.snapshots[calm]?.['feelings']).toEqual({})
    expect(cortex.users[3]).toEqual({
      user_id: '42',
      username: 'Dana (D.) Gil',
      birthday: 699_746_400,
      gender: 0,
    })
    expect(brainstorm.users[3]?.['snapshots_count']).toBe(1000)
    expect(String(brainstorm.users[4]?.['user_id'])).toBe('9007199254740993')
  })
})

describe('the REST stub', () => {
  let stub: RestStub
  beforeAll(async () => {
    stub = await restStub()
  })
  afterAll(() => stub.close())

  it.each([
    ['/users', 200],
    ['/users/42', 200],
    ['/users/9007199254740993', 200],
    ['/users/9007199254740992', 404],
    ['/users/3/snapshots', 404],
    ['/users/42/snapshots/1/color_image', 200],
    ['/users/42/snapshots/2/color_image', 404],
    ['/users/42/snapshots/1/user_id', 404],
    ['/users/42/snapshots/1/color_image/data', 200],
    ['/users/42/snapshots/2/color_image/data', 404],
    ['/users/42/snapshots/1/%2e%2e/data', 404],
    ['/users/%E0%A4%A', 404],
  ])('GET %s answers %i', async (path, status) => {
    expect((await fetch(stub.url + path)).status).toBe(status)
  })

  it('lists ids and moments only, and details one by one', async () => {
    const json = async (path: string): Promise<unknown> => (await fetch(stub.url + path)).json()
    expect(await json('/users/12/snapshots')).toContainEqual({
      snapshot_id: 1,
      datetime: '00:00:05.000 Fri, Jun12, 2020',
    })
    expect(await json('/users/12/snapshots/6')).toEqual({
      user_id: '12',
      snapshot_id: 6,
      datetime: null,
      available_results: ['feelings'],
    })
    expect(await json('/users')).toContainEqual({
      user_id: '9007199254740993',
      username: 'Big Id',
    })
  })

  it('sends the bytes of an image', async () => {
    const response = await fetch(`${stub.url}/users/42/snapshots/1/depth_image/data`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes).toHaveLength('P5 224 172 255\n'.length + 224 * 172)
  })
})

describe('moments in English', () => {
  it.each(['00:00:05.000 Fri, Jun12, 2020', '08:08:07.339 Wed, Dec04, 2019'])(
    'read and write alike: %s',
    (text) => {
      expect(spokenMoment.encode(spokenMoment.decode(text))).toBe(text)
    },
  )
})

describe('the example', () => {
  it('answers the query of its README, and the one that GraphiQL begins with', async () => {
    const brain = await openBrain('memory')
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    const queries = blocksOf('README.md', readme).filter(({ language }) => language === 'graphql')
    expect(queries).toHaveLength(1)
    const variables = { id: '12-4', user: '12', sid: 4 }
    expect(await dataOf(brain, queries[0]?.text ?? '', { variables })).toMatchObject({
      previous: { nodes: [{ id: '12-3' }] },
      next: { nodes: [{ id: '12-5' }] },
    })
    const { default: settings } = await import('../../examples/brain/refract.config.ts')
    const { defaultQuery = '' } = settings.graphiql as { readonly defaultQuery?: string }
    expect((await dataOf(brain, defaultQuery)).users.nodes).toHaveLength(5)
    await brain.close()
  })

  it('compiles, as a program of its own', () => {
    const file = join(folder, 'tsconfig.json')
    const { config: json } = ts.readConfigFile(file, ts.sys.readFile)
    const { fileNames, options } = ts.parseJsonConfigFileContent(json, ts.sys, folder)
    const program = ts.createProgram(fileNames, options)
    const mistakes = program
      .getSourceFiles()
      .filter((one) => one.fileName.startsWith(folder))
      .flatMap((one) => [
        ...program.getSyntacticDiagnostics(one),
        ...program.getSemanticDiagnostics(one),
      ])
      .map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' '))
    expect(fileNames.length).toBeGreaterThan(8)
    expect(mistakes).toEqual([])
  })
})
