import { keyOf, keyText } from '../../../fields/key.ts'
import type { Row } from '../../../query/row.ts'
import type { Call } from './call.ts'
import { readChunks } from './chunks.ts'
import type { Many } from './endpoints.ts'
import { paramsOf } from './push.ts'
import { sentPath, type Resource } from './resource.ts'
import { encoded, withParams, type Params } from './route.ts'
import { rowsOf, SomeMissing, type ListAsk } from './sheet.ts'

/** Most characters of the ids in one address. */
const LENGTH = 4_000

/** Whether a route of several items can be asked for an id: one with a comma would be taken for two. */
export function canAsk(many: Many, id: string): boolean {
  return many.post || (encoded(id) !== null && !(many.style === 'comma' && id.includes(',')))
}

/** Ids in as few requests as their number and length let. */
export function idChunks(many: Many, ids: readonly string[]): string[][] {
  const chunks: string[][] = []
  let room = 0
  for (const id of ids) {
    const length = many.post ? 0 : (encoded(id) ?? '').length + many.param.length
    const last = chunks.at(-1)
    if (!last || last.length >= many.max || length > room) {
      chunks.push([id])
      room = LENGTH - length
    } else {
      last.push(id)
      room -= length
    }
  }
  return chunks
}

/**
 * The items of one chunk, matched by id and never by position, in the order of the answer; `SomeMissing` where the API says
 * only that.
 */
export async function loadChunk(
  resource: Resource,
  call: Call,
  { many, ids }: { many: Many; ids: readonly string[] },
): Promise<Map<string, Row>> {
  const wanted = new Set(ids)
  const found = new Map<string, Row>()
  for (const stored of await answered(resource, call, { many, ids })) {
    // Routes that answer by position have null in the place of what is not there.
    if (stored === null) continue
    const row = resource.items.listed(stored, {})
    const id = row && keyText(row.id)
    if (!row || id === null || !wanted.has(id) || found.has(id)) continue
    found.set(id, row)
    if (!many.listed) call.whole.add(row)
  }
  return found
}

async function answered(
  resource: Resource,
  call: Call,
  { many, ids }: { many: Many; ids: readonly string[] },
): Promise<readonly unknown[]> {
  const path = many.route.text
  if (!many.post) {
    const params =
      paramsOf(
        { param: many.param, style: many.style },
        ids.map((id) => encoded(id) ?? ''),
      ) ?? []
    if (many.listed) return listed(resource, call, { many, params, size: ids.length })
    const reply = await call.get(sentPath(resource, withParams(path, params)))
    return reply.status === 404 ? none(many) : rowsOf(resource, reply)
  }
  const keys = ids.map((id) => typedId(resource, id))
  const reply = await call.search(sentPath(resource, path), { [many.param]: keys })
  return reply.status === 404 ? none(many) : rowsOf(resource, reply)
}

/** The list itself, asked for ids: it is paged as it always is. */
async function listed(
  resource: Resource,
  call: Call,
  { many, params, size }: { many: Many; params: Params; size: number },
): Promise<readonly unknown[]> {
  const list: ListAsk = { path: many.route.text, params, given: {}, missing: many.missing }
  const items: unknown[] = []
  for await (const chunk of readChunks(resource, call, { list, want: { start: 0, need: size } })) {
    items.push(...chunk.items)
    if (chunk.last || items.length >= size) break
  }
  return items
}

function none({ missing, route }: Many): readonly unknown[] {
  if (missing === 'any') throw new SomeMissing(route.text)
  return []
}

/** As JSON keeps it: integers that print alike are numbers, unless the collection says that ids are texts. */
function typedId({ shape }: Resource, id: string): string | number {
  const key = shape.idType === 'text' ? id : keyOf(id)
  return typeof key === 'number' ? key : id
}
