import { StoreError } from '../../../errors.ts'
import type { Row } from '../../../query/row.ts'
import { isMap } from '../../stored-path.ts'
import type { Call } from './call.ts'
import { idParts, type Places } from './id-parts.ts'
import { badAnswer, bodyName, sentPath, type Resource } from './resource.ts'
import { filled, type Route } from './route.ts'

/** The item with an id, by a request of its own: null where it is absent, or its id cannot be sent. @throws StoreError */
export async function loadOne(
  resource: Resource,
  call: Call,
  { id, get }: { id: string; get: Route },
): Promise<Row | null> {
  for (const places of idParts(resource.shape, get)(id)) {
    const path = filled(get, (name) => places[name])
    const row = path === null ? null : await loadAt(resource, call, { id, path, places })
    if (row) return row
  }
  return null
}

async function loadAt(
  resource: Resource,
  call: Call,
  { id, path, places }: { id: string; path: string; places: Places },
): Promise<Row | null> {
  const reply = await call.get(sentPath(resource, path))
  if (reply.status === 404) return null
  const stored = resource.endpoints.item(reply.body)
  if (stored === null || stored === undefined) return null
  const { id: _, ...given } = places
  if (!isMap(stored))
    throw badAnswer(resource, `answered ${bodyName(stored)} where an item is expected`)
  return resource.items.asked(stored, id, given)
}

/** An error of one item in its place; any other ends the call. */
export function inItsPlace(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  throw error
}
