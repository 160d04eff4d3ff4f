import type { RestPaging } from '../../../declare/rest.ts'
import type { PageAsk, Sheet } from './sheet.ts'

/** Consecutive items of a list, in the API's order. */
export interface Chunk {
  readonly items: readonly unknown[]
  /** How many items of the list stand before them. */
  readonly at: number
  /** Nothing stands behind them. */
  readonly last: boolean
  /** How many items the list has, where the API says so. */
  readonly total: number | null
}

/** Which items of a list are wanted. */
export interface Want {
  /** How many to leave out before them. */
  readonly start: number
  /** How many to expect to read; `Infinity`: all. The reader stops by itself. */
  readonly need: number
}

/** A list that is read page by page. */
export interface Pages {
  readonly paging: RestPaging
  ask(page: PageAsk): Promise<Sheet>
  /** The error of pages that lead in a circle. */
  circle(): Error
  readonly warn: (message: string) => void
}

/** Most pages of one list that are asked for at once. */
export const AT_ONCE = 4
/** The size of a page that is asked for where `max` does not say otherwise. */
export const USUAL = 100

/** A page from `start` on: what stands before is left out. */
export function chunkOf(page: Omit<Chunk, 'total'> & Pick<Sheet, 'total'>, start: number): Chunk {
  const out = Math.max(0, start - page.at)
  return { ...page, items: page.items.slice(out), at: page.at + Math.min(out, page.items.length) }
}

/** Works that run ahead of who takes their answers, at most so many at once, in their order. */
export async function* ahead<A>(
  works: readonly (() => Promise<A>)[],
): AsyncGenerator<A, void, void> {
  const running: Promise<A>[] = []
  let next = 0
  while (next < works.length || running.length > 0) {
    while (next < works.length && running.length < AT_ONCE) {
      const begun = works[next++]?.()
      // Who stops taking leaves failures behind that nobody awaits.
      begun?.catch(() => undefined)
      if (begun) running.push(begun)
    }
    const first = running.shift()
    if (first) yield await first
  }
}

/** Tells a page from the one before it: an API that ignores the parameters of pages answers the same for ever. */
export function repeats(before: readonly unknown[] | null, items: readonly unknown[]): boolean {
  if (!before || before.length !== items.length || items.length === 0) return false
  const same = (at: number) => JSON.stringify(before.at(at)) === JSON.stringify(items.at(at))
  return same(0) && same(-1)
}
