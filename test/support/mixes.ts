import type { Model } from '../../src/model/model.ts'
import type { Placement, Places } from './placements.ts'
import { pick, type Draw } from './random-operation.ts'

/**
 * Assignments of collections to placements under which, together, some link leads from each placement to each other:
 * every pair of stores is joined in both directions.
 */
export function everyPair(
  model: Model,
  placements: readonly Placement[],
  draw: Draw,
): readonly Places[] {
  const links = [...model.collections.values()].flatMap(({ links }) => [...links.values()])
  const missing = new Set(placements.flatMap((a) => placements.map((b) => `${a} → ${b}`)))
  const found: Places[] = []
  while (missing.size > 0) {
    const candidates = Array.from({ length: 40 }, () => randomMix(model, placements, draw))
    const shown = (mix: Places) => {
      const pairs = links.map(({ from, to }) => `${mix[from]} → ${mix[to]}`)
      return new Set(pairs.filter((pair) => missing.has(pair)))
    }
    const best = candidates.reduce((one, other) =>
      shown(other).size > shown(one).size ? other : one,
    )
    for (const pair of shown(best)) missing.delete(pair)
    found.push(best)
  }
  return found
}

/** Each collection anywhere. */
export function randomMix(
  { collections }: Pick<Model, 'collections'>,
  placements: readonly Placement[],
  draw: Draw,
): Places {
  return Object.fromEntries([...collections.keys()].map((name) => [name, pick(placements, draw)]))
}
