import { snapshots, type Image, type Snapshot, type User } from '../data/brain.ts'

/** What goes over the wire: 64-bit integers as texts, birthdays in seconds, moments in English. */
export type Json = Readonly<Record<string, unknown>>

/** The results of a snapshot by their names on the wire. */
export const resultNames = ['pose', 'color_image', 'depth_image', 'feelings'] as const
export type ResultName = (typeof resultNames)[number]

export function userWire(user: User): Json {
  return {
    user_id: String(user.id),
    username: user.username,
    birthday: user.birthday && user.birthday.getTime() / 1_000,
    gender: user.gender,
  }
}

/** What lists say of a snapshot. */
export function snapshotLine(one: Snapshot): Json {
  return { snapshot_id: one.snapshotId, datetime: one.datetime ? moment(one.datetime) : null }
}

/** What a list of everybody's says of a snapshot. */
export function ownedLine(one: Snapshot): Json {
  return { user_id: String(one.user), ...snapshotLine(one) }
}

/** One snapshot, without its results. */
export function snapshotWire(one: Snapshot): Json {
  const available = resultNames.filter(
    (name) => Object.keys(resultWire(one, name) ?? {}).length > 0,
  )
  return { ...ownedLine(one), available_results: available }
}

/** One snapshot with all its results. */
export function resultsWire(one: Snapshot): Json {
  const results = resultNames.map((name) => [name, resultWire(one, name)] as const)
  return {
    ...ownedLine(one),
    ...Object.fromEntries(results.filter(([, result]) => result !== null)),
  }
}

/** One result, or null. Of images the path is left out, and the address of their bytes is told. */
export function resultWire(one: Snapshot, name: ResultName): Json | null {
  if (name === 'pose' || name === 'feelings') return (one[name] as Json | undefined) ?? null
  const image = imageOf(one, name)
  if (!image) return null
  const { width, height } = image
  return { width, height, data_url: `/users/${one.user}/snapshots/${one.snapshotId}/${name}/data` }
}

/** The bytes of an image, in the portable graymap format; null where there is none. */
export function imageBytes(one: Snapshot, name: string): Uint8Array | null {
  const image = imageOf(one, name)
  if (!image) return null
  const head = new TextEncoder().encode(`P5 ${image.width} ${image.height} 255\n`)
  const bytes = new Uint8Array(head.length + image.width * image.height).fill(one.snapshotId % 256)
  bytes.set(head)
  return bytes
}

function imageOf(one: Snapshot, name: string): Image | undefined {
  if (name === 'color_image') return one.colorImage
  return name === 'depth_image' ? one.depthImage : undefined
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `00:00:05.000 Fri, Jun12, 2020`, in UTC. */
function moment(date: Date): string {
  const [clock] = date.toISOString().slice(11).split('Z')
  const day = `${months[date.getUTCMonth()]}${String(date.getUTCDate()).padStart(2, '0')}`
  return `${clock} ${days[date.getUTCDay()]}, ${day}, ${date.getUTCFullYear()}`
}

/** The snapshots of each user, by the user's id as text. */
export const snapshotsOf: ReadonlyMap<string, readonly Snapshot[]> = byUser()

function byUser(): Map<string, Snapshot[]> {
  const found = new Map<string, Snapshot[]>()
  for (const one of snapshots) {
    const key = String(one.user)
    found.set(key, [...(found.get(key) ?? []), one])
  }
  return found
}
