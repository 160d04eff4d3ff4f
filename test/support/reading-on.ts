import type { Answered } from './engine.ts'
import { pick, type Draw, type RandomList } from './random-operation.ts'

const DIRECTIONS = [
  ['first', 'after'],
  ['last', 'before'],
  ['first', 'before'],
  ['last', 'after'],
] as const

/** Reads a list from its beginning and on from its cursors, in any direction; answers how many cursors were used. */
export async function readOn(
  list: RandomList,
  draw: Draw,
  ask: (query: string) => Promise<Answered>,
): Promise<number> {
  let position = `first: ${1 + draw(3)}`
  for (let pages = 0; pages < 4; pages++) {
    const page = list.of((await ask(list.page(position))).data)
    if (!page || page.edges.length === 0) return pages
    const { cursor } = pick(page.edges, draw)
    const [size, from] = pick(DIRECTIONS, draw)
    position = `${size}: ${1 + draw(4)}, ${from}: ${JSON.stringify(cursor)}`
  }
  await ask(list.page(position))
  return 4
}
