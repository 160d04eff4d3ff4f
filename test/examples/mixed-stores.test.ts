import { afterAll, beforeAll, expect, it } from 'vitest'
import { collection, config, int, list, oneOf, rest, string } from 'refract'
import type { Collection, CollectionOptions, Fields } from 'refract'
import type { ComputedFields } from '../../src/declare/collection.ts'
import { inBrainstorm, inYaml } from '../../examples/brain/variants.ts'
import { restStub, type RestStub } from '../../examples/brain/rest-stub/server.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { describeMongo } from '../servers/mongodb.ts'
import { bench, type Bench } from '../support/engine.ts'
import { fillMongo, folder, openBrain, schema, type Brain, type Filled } from './brain.ts'
import { answers, pages } from './brain-queries.ts'

/*
 * One graph over three stores: users in YAML, snapshots in MongoDB, depth images behind REST.
 *
 * 71  the detail of a snapshot           equals, field by field, what MongoDB alone answers
 */

const declared = (schema['snapshots'] as { readonly default: Collection }).default

/** The snapshots of the example, with the depth image as an item of another collection. */
const options: CollectionOptions<Fields, ComputedFields> = {
  store: 'snapshots',
  fields: { ...declared.fields, depthImage: ref('depthImages') },
  computed: {
    ...declared.computed,
    availableResults: {
      of: list(oneOf(['POSE', 'COLOR_IMAGE', 'DEPTH_IMAGE', 'FEELINGS'])),
      reads: ['pose', 'colorImage', 'depthImage', 'feelings'],
      from: (item) => {
        const { pose, colorImage, depthImage, feelings } = item as Readonly<Record<string, unknown>>
        const there = {
          POSE: pose,
          COLOR_IMAGE: colorImage,
          DEPTH_IMAGE: depthImage,
          FEELINGS: feelings,
        }
        return Object.entries(there).flatMap(([name, result]) =>
          result === null ? [] : [name],
        ) as 'POSE'[]
      },
    },
    depthImageUrl: {
      of: string(),
      reads: ['user', 'snapshotId', 'depthImage'],
      from: (item) => {
        const { user, snapshotId, depthImage } = item as Readonly<Record<string, unknown>>
        return depthImage === null
          ? null
          : `/files/users/${user}/snapshots/${snapshotId}/depth_image`
      },
    },
  },
  order: [{ datetime: 'asc' }],
  meta: false,
}
const snapshots = collection('Snapshot', options)

const depthImages = collection('DepthImage', {
  store: 'images',
  fields: { width: int(), height: int() },
  meta: false,
})

/** The file of an image names its snapshot: `/var/brain/42/1/depth_image.pgm` is that of `42-1`. */
const snapshotOfFile = {
  decode: (path: unknown) => String(path).split('/').slice(3, 5).join('-'),
  encode: (id: unknown) => `/var/brain/${String(id).replace('-', '/')}/depth_image.pgm`,
}

await describeMongo('a snapshot of three stores', () => {
  let stub: RestStub
  let filled: Filled
  let mixed: Bench
  let whole: Brain

  beforeAll(async () => {
    stub = await restStub()
    filled = await fillMongo('brainstorm')
    whole = await openBrain('brainstorm')
    const mongo = inBrainstorm(filled.url, filled.database).snapshots.options
    const images = rest({
      url: stub.url,
      allowPrivate: true,
      id: '{user}-{sid}',
      list: false,
      get: '/users/{user}/snapshots/{sid}/depth_image',
    })
    const stores = {
      users: inYaml().users,
      snapshots: {
        kind: 'store',
        scheme: 'mongodb',
        options: {
          ...mongo,
          fields: {
            ...(mongo['fields'] as object),
            depthImage: { at: 'depth_image.path', codec: snapshotOfFile },
          },
        },
      } as const,
      images,
    }
    const modules = {
      users: schema['users'] ?? {},
      snapshots: { default: snapshots },
      depthImages: { default: depthImages },
    }
    mixed = await bench(modules, config({ stores, can: { read: true } }), { root: folder })
  })
  afterAll(async () => {
    await Promise.all([mixed.close(), whole.close()])
    await Promise.all([filled.close(), stub.close()])
  })

  it('is answered as by one', async () => {
    const { query, variables } = pages['snapshot detail']
    const [of, one] = [await mixed.ask(query, variables), await whole.ask(query, variables)]
    expect([of.errors, one.errors]).toEqual([undefined, undefined])
    expect(of.data).toEqual(answers['snapshot detail'])
    expect(of.data).toEqual(one.data)
  })

  it('asks each store for what it holds: the snapshot and its neighbours, its user, its image', async () => {
    const { query, variables } = pages['snapshot detail']
    await mixed.ask(query, variables)
    expect(
      mixed
        .calls()
        .map((call) => call.split(' ')[0])
        .sort(),
    ).toEqual([
      'depthImages.byIds',
      'snapshots.byIds',
      'snapshots.find',
      'snapshots.find',
      'users.byIds',
    ])
  })

  it('lists snapshots with the images that there are, one request each', async () => {
    stub.reset()
    const { data, errors } = await mixed.ask(
      `{ snapshots(where: { user: { id: { eq: 42 } } }, sort: [{ snapshotId: ASC }], first: 10) {
           nodes { snapshotId depthImage { width } } } }`,
    )
    expect(errors).toBeUndefined()
    expect(data.snapshots.nodes.map(withImage)).toEqual([1, 2, 3, 4, null, 6, 7, 8, 9, null])
    expect(stub.log()).toHaveLength(8)
  })
})

interface Listed {
  readonly snapshotId: number
  readonly depthImage: { readonly width: number } | null
}

function withImage({ snapshotId, depthImage }: Listed): number | null {
  return depthImage?.width === 224 ? snapshotId : null
}
