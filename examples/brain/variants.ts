import {
  memory,
  mongodb,
  rest,
  yaml,
  type MongoOptions,
  type RestOptions,
  type StoreDeclaration,
} from 'refract'
import { genderNumber, milliseconds, numberOfId, seconds, spokenMoment } from './codecs.ts'
import { parts, snapshots, users } from './data/brain.ts'

/** The stores of the schema, one for each collection. */
export interface BrainStores {
  readonly users: StoreDeclaration
  readonly snapshots: StoreDeclaration
  readonly parts: StoreDeclaration
  readonly [name: string]: StoreDeclaration
}

/** The id of a snapshot, where the store keeps its two halves. */
const id = '{user}-{snapshotId}'

/** Rows of the program. */
export function inMemory(): BrainStores {
  return {
    users: memory({ rows: { users } }),
    snapshots: memory({ rows: { snapshots: snapshots }, id }),
    parts: memory({ rows: { parts } }),
  }
}

/** The files in `data/`. */
export function inYaml(path = './data'): BrainStores {
  return { users: yaml({ path }), snapshots: yaml({ path, id }), parts: yaml({ path }) }
}

/** Integer keys, native dates. */
export function inBrainstorm(url: string, database = 'brainstorm'): BrainStores {
  const server: MongoOptions = { url, database }
  return {
    users: mongodb({ ...server, id: 'user_id' }),
    snapshots: mongodb({
      ...server,
      id,
      fields: {
        user: 'user_id',
        snapshotId: 'snapshot_id',
        colorImage: 'color_image',
        depthImage: 'depth_image',
      },
    }),
    parts: mongodb(server),
  }
}

/** Text keys, numbers for dates, no number that is 0, the snapshot's number only in its id. */
export function inCortex(url: string, database = 'cortex-db'): BrainStores {
  const server: MongoOptions = { url, database }
  return {
    users: mongodb({
      ...server,
      id: 'user_id',
      fields: { birthday: { codec: seconds }, gender: { codec: genderNumber } },
    }),
    snapshots: mongodb({
      ...server,
      fields: {
        user: 'by_user',
        snapshotId: { at: '_id', codec: numberOfId },
        datetime: { codec: milliseconds },
        colorImage: 'color_image',
        'colorImage.path': 'color_image.data',
        depthImage: 'depth_image',
        'depthImage.path': 'depth_image.data',
      },
    }),
    parts: mongodb(server),
  }
}

/** Routes of one user's snapshots, whose lists carry ids, names and moments only; everything else is one request each. */
export function inRest(url: string): BrainStores {
  return {
    users: rest({
      ...api(url),
      id: 'user_id',
      listFields: ['username'],
      fields: { birthday: { codec: seconds } },
    }),
    snapshots: rest({ ...api(url), ...snapshotRoutes, list: '/users/{user}/snapshots' }),
    parts: rest(api(url)),
  }
}

/** The same, with a list of everybody's snapshots: questions across users can be asked too. */
export function inRestOfAll(url: string): BrainStores {
  return {
    ...inRest(url),
    snapshots: rest({
      ...api(url),
      ...snapshotRoutes,
      list: '/snapshots',
      filters: { 'user.in': { param: 'user_id', style: 'repeat' } },
    }),
  }
}

const api = (url: string): RestOptions => ({ url, allowPrivate: true })

const snapshotRoutes: Partial<RestOptions> = {
  id,
  get: '/users/{user}/snapshots/{snapshotId}/results',
  listFields: ['user', 'snapshotId', 'datetime'],
  // An empty list is "not found" there.
  missing: 'empty',
  fields: {
    user: 'user_id',
    snapshotId: 'snapshot_id',
    datetime: { codec: spokenMoment },
    colorImage: 'color_image',
    depthImage: 'depth_image',
  },
}
