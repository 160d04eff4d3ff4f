import type { Kind } from './kind.ts'
import { textKind } from './text.ts'

/** What `validated: true` promises beyond fitting: the one form in which values are stored. */
const forms: Readonly<Record<string, readonly string[]>> = {
  datetime: [],
  date: ['text', 'date'],
  decimal: ['double', 'decimal'],
  uuid: ['binary', 'text'],
}

/**
 * A kind whose every stored value fits, by the declarer's word. Nothing is probed or guarded, so that indexes serve; moments
 * are dates of the server, days and UUIDs have one form throughout.
 */
export function trusting(kind: Kind, name: string): Kind {
  const of = name === 'email' || name === 'url' ? textKind : kind
  const hits = new Set(forms[name] ?? [])
  const compare: Kind['compare'] = (op, operand) =>
    of.compare(op, operand, hits)?.map(({ ops }) => ({ ops })) ?? null
  return {
    ...of,
    probes: [],
    valueProbes: [],
    trusted: true,
    fits: () => [{ ops: { $ne: null } }],
    compare,
    is: (value) => ({ $gt: [value, null] }),
    misfits: () => [],
    ...(of.part && { part: (value, part) => of.part?.(value, part, hits) ?? null }),
  }
}
