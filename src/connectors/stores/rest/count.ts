import { everything, type Filter } from '../../../query/filter.ts'
import type { Call } from './call.ts'
import { readChunks } from './chunks.ts'
import { planOf } from './plan.ts'
import { operandsOf } from './reads.ts'
import type { Resource } from './resource.ts'

/**
 * How many items there are, where the API says so and nobody else can know better: without conditions. What it is given
 * may be a rule, which is not its to count by.
 */
export async function countOf(
  resource: Resource,
  filter: Filter,
  call: Call,
): Promise<number | null> {
  const { paging, list } = resource.endpoints
  if (filter !== everything && operandsOf(filter).length > 0) return null
  if (paging?.total === undefined || !list || list.names.length > 0) return null
  const [only] = planOf(resource, { parts: [], sort: [] }).lists
  if (!only) return null
  for await (const chunk of readChunks(resource, call, {
    list: only,
    want: { start: 0, need: 1 },
  })) {
    return chunk.total
  }
  return null
}
