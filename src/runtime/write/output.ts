import type { GraphQLError } from 'graphql'
import { errorAt } from '../../plan/refuse.ts'
import type { Failure, Run } from '../run.ts'

/** A place in the answer, from the inside out. */
export interface Place {
  readonly key: string | number
  readonly above: Place | null
}

/** An answer being written: where the values come from, and what went wrong on the way. */
export interface Output {
  readonly run: Run
  readonly errors: GraphQLError[]
  /** By field: item → what was written of it. */
  readonly written: Map<object, Map<object, unknown>>
}

/** Writes null and records the failure at its place. */
export function fail(out: Output, failure: Failure, place: Place): null {
  out.errors.push(errorAt(failure.error, pathOf(place)))
  return null
}

function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = []
  for (let at: Place | null = place; at; at = at.above) path.push(at.key)
  return path.reverse()
}
