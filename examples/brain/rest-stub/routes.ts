import { parts, snapshots, users, type Snapshot } from '../data/brain.ts'
import {
  imageBytes,
  ownedLine,
  resultNames,
  resultsWire,
  resultWire,
  snapshotLine,
  snapshotsOf,
  snapshotWire,
  userWire,
} from './wire.ts'

/** JSON, bytes, or null for 404. */
export type Reply = object | Uint8Array | null

type Parameters = Readonly<Record<string, string>>
type Route = readonly [pattern: RegExp, answer: (of: Parameters, query: URLSearchParams) => Reply]

/**
 * The routes that this family of APIs has in common: lists give ids, names and moments only, everything else is
 * one request each, and a list without members is a 404.
 */
const routes: readonly Route[] = [
  [/^\/users$/, () => users.map(userWire).map(({ user_id, username }) => ({ user_id, username }))],
  [/^\/users\/(?<user>[^/]+)$/, ({ user }) => userOf(user)],
  [/^\/users\/(?<user>[^/]+)\/snapshots$/, ({ user }) => listOf(user)],
  [/^\/users\/(?<user>[^/]+)\/snapshots\/(?<sid>[^/]+)$/, (of) => shown(of, snapshotWire)],
  [/^\/users\/(?<user>[^/]+)\/snapshots\/(?<sid>[^/]+)\/results$/, (of) => shown(of, resultsWire)],
  [/^\/users\/(?<user>[^/]+)\/snapshots\/(?<sid>[^/]+)\/(?<result>[^/]+)$/, resultOf],
  [/^\/users\/(?<user>[^/]+)\/snapshots\/(?<sid>[^/]+)\/(?<result>[^/]+)\/data$/, bytesOf],
  [/^\/snapshots$/, (_, query) => everybodys(query.getAll('user_id'))],
  [/^\/parts$/, () => parts],
  [/^\/parts\/(?<part>[^/]+)$/, ({ part }) => parts.find(({ id }) => id === part) ?? null],
]

/** The answer to a GET of a path; null: there is nothing. */
export function answer(path: string, query: URLSearchParams): Reply {
  for (const [pattern, reply] of routes) {
    const match = pattern.exec(path)
    if (match) return reply(decoded(match.groups ?? {}), query)
  }
  return null
}

function decoded(groups: Parameters): Parameters {
  const entries = Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)])
  return Object.fromEntries(entries)
}

function userOf(id: string | undefined): Reply {
  const user = users.find((one) => String(one.id) === id)
  return user ? userWire(user) : null
}

function listOf(user = ''): Reply {
  return snapshotsOf.get(user)?.map(snapshotLine) ?? null
}

function snapshotOf({ user = '', sid }: Parameters): Snapshot | undefined {
  return snapshotsOf.get(user)?.find((one) => String(one.snapshotId) === sid)
}

function shown(of: Parameters, show: (one: Snapshot) => object): Reply {
  const one = snapshotOf(of)
  return one ? show(one) : null
}

function resultOf(of: Parameters): Reply {
  const one = snapshotOf(of)
  const name = resultNames.find((known) => known === of['result'])
  return one && name ? resultWire(one, name) : null
}

function bytesOf(of: Parameters): Reply {
  const one = snapshotOf(of)
  return one ? imageBytes(one, of['result'] ?? '') : null
}

/** Of the users that the query names, or of all. */
function everybodys(ids: readonly string[]): Reply {
  const some =
    ids.length === 0 ? snapshots : snapshots.filter((one) => ids.includes(String(one.user)))
  return some.map(ownedLine)
}
