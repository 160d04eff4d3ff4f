import type { Filter, Test } from '../query/filter.ts'
import { match } from '../query/match.ts'
import type { Row } from '../query/row.ts'
import type { CollectionModel, ComputedModel } from './model.ts'
import { storedView } from './stored.ts'

/** A condition on a computed field: the gateway computes, then compares. */
export function computedTest(
  collection: CollectionModel,
  computed: ComputedModel,
  filter: Filter,
): Test {
  const passes = match(filter)
  return {
    kind: 'test',
    name: computed.name,
    reads: computed.reads,
    test: (row) =>
      passes({ id: row.id, [computed.name]: computedValue(collection, computed, row) }),
  }
}

/** What code makes of the row, decoded; null where it throws or does not fit its type. */
export function computedValue(
  collection: CollectionModel,
  computed: ComputedModel,
  row: Row,
): unknown {
  try {
    const value = computed.from(storedView(collection, row), {}) ?? null
    return value === null ? null : computed.of.field.type.parse(value)
  } catch {
    return null
  }
}
