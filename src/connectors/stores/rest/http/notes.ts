import type { StoreLog } from '../../../connector.ts'
import { withoutSecrets } from '../../../scheme.ts'
import { restLimits } from '../limits.ts'
import type { Failure } from './failure.ts'

/** What the operator is told of an API. */
export interface Notes {
  failed(request: string, failure: Failure): void
  opened(ms: number): void
  closed(): void
}

/** Lines of the log: of one kind of failure one in a while, with how many there were since. */
export function createNotes(
  { name, url, log }: { name: string; url: string; log: StoreLog },
  now: () => number,
): Notes {
  const kinds = new Map<string, { since: number; more: number }>()
  const line = (text: string): string => `${name}: ${plain(withoutSecrets(text, url))}`
  return {
    failed(request, { code, says, detail }) {
      const kind = `${code} ${says}`
      const known = kinds.get(kind)
      if (known && now() - known.since < restLimits.logEvery) {
        known.more += 1
        return
      }
      kinds.set(kind, { since: now(), more: 0 })
      const more = known && known.more > 0 ? ` (and ${known.more} more like it before)` : ''
      log.warn(line(`${request}: ${detail}${more}`))
    },
    opened: (ms) => log.warn(line(`fails too often; left alone for ${Math.round(ms / 1_000)} s`)),
    closed: () => log.info(line('answers again')),
  }
}

/** One line: texts of an API may hold anything. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim()
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line
}

const MOST = restLimits.quoted * 2
