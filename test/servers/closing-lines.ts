import type { Found } from './sources.ts'

/** Why nothing was found, where looking itself failed. */
export type Outcome = Found | { readonly error: string } | null

/** The last lines of a run: which server served, what it could not show, or how to get one. */
export function closingLines(outcome: Outcome, unshown: readonly string[]): string[] {
  if (outcome === null) return []
  if ('error' in outcome) return [`MongoDB tests: failed. ${outcome.error}`]
  if (!outcome.started) return [...skipped, ...outcome.refusals.map((line) => `  ${line}`)]
  const served = `MongoDB tests: ${outcome.started.label}`
  if (unshown.length === 0) return [served]
  return [served, `  not shown, for want of a real server: ${unshown.join(', ')}`]
}

const skipped = [
  'MongoDB tests: skipped, no server could be had. Any of these gives one: MONGODB_URL=mongodb://…,',
  '  `npm run test:mongo` (docker), mongod on PATH or $MONGOD, a network for',
  '  mongodb-memory-server, or java and mvn on PATH. Why there is none:',
]
