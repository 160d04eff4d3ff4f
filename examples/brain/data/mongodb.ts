import type { Document } from 'mongodb'
import { Decimal128, Long } from 'mongodb'
import { parts, snapshots, users, type Snapshot, type User } from './brain.ts'

/** The documents of a database, by collection. */
export interface Documents {
  readonly users: readonly Document[]
  readonly snapshots: readonly Document[]
  readonly parts: readonly Document[]
}

/** Integer keys, native dates, every number present, and a counter on the user. */
export const brainstorm: Documents = {
  users: users.map((user) => ({
    user_id: integer(user.id),
    username: user.username,
    birthday: user.birthday,
    gender: user.gender,
    snapshots_count: snapshots.filter((one) => one.user === user.id).length,
  })),
  snapshots: snapshots.map((one) => ({
    user_id: integer(one.user),
    snapshot_id: one.snapshotId,
    ...(one.datetime && { datetime: one.datetime }),
    ...resultsOf(one, { image: 'path' }),
  })),
  parts: partDocuments(),
}

const genders = ['male', 'female', 'other']

/** Text keys, numbers for dates and genders, no number that is 0; `_id` is `<user>-<number>`. */
export const cortex: Documents = {
  users: users.map((user) => ({
    user_id: String(user.id),
    username: user.username,
    ...birth(user),
  })),
  snapshots: snapshots.map((one) => ({
    _id: `${one.user}-${one.snapshotId}`,
    by_user: String(one.user),
    ...(one.datetime && { datetime: one.datetime.getTime() }),
    ...(withoutZeros(resultsOf(one, { image: 'data' })) as Document),
  })),
  parts: partDocuments(),
}

function birth({ birthday, gender }: User): Document {
  return {
    ...(birthday && { birthday: birthday.getTime() / 1_000 }),
    ...(gender && { gender: genders.indexOf(gender) }),
  }
}

function resultsOf(one: Snapshot, names: { image: string }): Document {
  const image = ({ width, height, path }: NonNullable<Snapshot['colorImage']>): Document => ({
    width,
    height,
    [names.image]: path,
  })
  return {
    ...(one.pose && { pose: one.pose }),
    ...(one.colorImage && { color_image: image(one.colorImage) }),
    ...(one.depthImage && { depth_image: image(one.depthImage) }),
    ...(one.feelings && { feelings: one.feelings }),
  }
}

/** What protobuf's JSON form leaves out; four zero feelings become an empty map. */
function withoutZeros(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, inner]) => inner !== 0)
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutZeros(inner)]))
}

function partDocuments(): Document[] {
  return parts.map(({ id, price, added, ...rest }) => ({
    _id: id,
    ...rest,
    ...(price !== undefined && { price: price && Decimal128.fromString(price) }),
    ...(added !== undefined && { added: added && new Date(added) }),
  }))
}

/** 32 bits where they are enough, as most drivers write. */
function integer(value: bigint): number | Long {
  return value < 2n ** 31n ? Number(value) : Long.fromBigInt(value)
}
