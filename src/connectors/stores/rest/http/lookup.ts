import { lookup as askSystem } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { restLimits } from '../limits.ts'
import { AddressError } from './failure.ts'
import type { Address, HttpWorld } from './http.ts'
import { isPublicAddress } from './public-address.ts'

/** The addresses of a name as the system knows them (`/etc/hosts` too). Names of many APIs are resolved in turns. */
export const systemAddresses: HttpWorld['resolve'] = inTurns(
  (name) =>
    new Promise((resolve, reject) => {
      askSystem(name, { all: true, verbatim: true }, (error, found) => {
        if (error) reject(error)
        else
          resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })))
      })
    }),
)

/**
 * Resolves no name twice at a time, and only a few at a time: a slow name server would take the threads that files are
 * read by.
 */
export function inTurns(resolve: HttpWorld['resolve']): HttpWorld['resolve'] {
  const under = new Map<string, Promise<readonly Address[]>>()
  const waiting: (() => void)[] = []
  let busy = 0
  const turn = async (name: string): Promise<readonly Address[]> => {
    if (busy >= restLimits.lookups) await new Promise<void>((go) => waiting.push(go))
    else busy += 1
    try {
      return await resolve(name)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
      under.delete(name)
    }
  }
  return (name) => {
    const known = under.get(name)
    if (known) return known
    const answer = turn(name)
    under.set(name, answer)
    return answer
  }
}

/**
 * A `lookup` for sockets. Every address of the name is looked at, when the socket is opened: a name that leads to one
 * private address is refused as a whole, whatever it led to before.
 */
export function guardedLookup(
  resolve: HttpWorld['resolve'],
  allowPrivate: boolean,
): LookupFunction {
  return (name, options, callback) => {
    const late = setTimeout(() => done(new AddressError('slow', name)), restLimits.lookup)
    let over = false
    const done = (error: Error | null, found: readonly Address[] = []): void => {
      if (over) return
      over = true
      clearTimeout(late)
      if (error) callback(error, [])
      else if (options.all) callback(null, [...found])
      else callback(null, found[0]?.address ?? '', found[0]?.family)
    }
    const judge = (found: readonly Address[]): void => {
      const bad = allowPrivate ? undefined : found.find((each) => !isPublicAddress(each.address))
      if (bad) done(new AddressError('private', `${name} (${bad.address})`))
      else if (found.length === 0) done(new AddressError('unknown', name))
      else done(null, found)
    }
    resolve(name).then(judge, (error: unknown) => done(new AddressError('unknown', name, error)))
  }
}
