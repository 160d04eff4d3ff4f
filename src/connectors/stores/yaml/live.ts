import { dirname } from 'node:path'
import { StoreError } from '../../../errors.ts'
import type { OpenOptions, Shape, Store } from '../../connector.ts'
import { createTable, type Table } from '../../table/table.ts'
import { tableStore } from '../../table/table-store.ts'
import type { Place } from './place.ts'
import { reasonOf, type Source } from './source.ts'
import { watchFolder } from './watch.ts'

/** Milliseconds until a file that may be in the writing is looked at again. */
const SOON = 60

/** A collection that follows its files. */
export interface LiveCollection {
  readonly store: Store
  close(): Promise<void>
}

/** What follows a source. */
export interface LiveParts {
  readonly opened: OpenOptions
  readonly shape: Shape
  readonly place: Place
  readonly source: Source
}

/**
 * Loads a collection and keeps it as its files are. Every question is answered from one state, the old or the
 * new; when the files break, from the last good one.
 *
 * @throws StoreError STORE_BAD_DATA when the first load fails
 */
export async function openLive(parts: LiveParts): Promise<LiveCollection> {
  const { opened, place, source } = parts
  const listeners = new Set<() => void>()
  const say = newWarnings((message) => opened.log.warn(`${opened.name}: ${message}`))
  let served = await firstLoad(parts, say)
  let again: NodeJS.Timeout | undefined
  let closed = false
  const reload = async (): Promise<void> => {
    if (closed) return
    try {
      const { rows, warnings, unsettled } = await source.load()
      if (unsettled && !closed) again ??= setTimeout(retry, SOON)
      say(warnings)
      if (rows === served.rows || closed) return
      served = { rows, table: createTable(rows) }
      for (const listener of listeners) listener()
    } catch (error) {
      say([`${place.path} ${reasonOf(error)}; it is served as it was before`])
    }
  }
  const serial = oneAtATime(reload)
  const retry = (): void => {
    again = undefined
    serial.start()
  }
  const folder = place.kind === 'folder' ? place.path : dirname(place.path)
  const stop = watchFolder(folder, serial.start, (error) =>
    opened.log.warn(
      `${opened.name}: ${folder} cannot be watched (${reasonOf(error)}); edits are seen after a restart`,
    ),
  )
  const store = tableStore('yaml', (): Table => served.table)
  return {
    store: {
      ...store,
      watch: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    },
    async close() {
      closed = true
      clearTimeout(again)
      await stop()
      await serial.idle()
    },
  }
}

async function firstLoad(
  { opened, place, source }: LiveParts,
  say: (warnings: readonly string[]) => void,
) {
  try {
    const { rows, warnings } = await source.load()
    say(warnings)
    return { rows, table: createTable(rows) }
  } catch (error) {
    throw new StoreError('STORE_BAD_DATA', opened.name, `${place.path} ${reasonOf(error)}`, error)
  }
}

/** Says each warning once, and again only after it was gone. */
function newWarnings(warn: (message: string) => void): (warnings: readonly string[]) => void {
  let said: ReadonlySet<string> = new Set()
  return (warnings) => {
    for (const warning of warnings) if (!said.has(warning)) warn(warning)
    said = new Set(warnings)
  }
}

/** Starts while it runs make one more run after it. */
function oneAtATime(work: () => Promise<void>): { start(): void; idle(): Promise<void> } {
  let running: Promise<void> | null = null
  let wanted = false
  const run = async (): Promise<void> => {
    do {
      wanted = false
      await work()
    } while (wanted)
    running = null
  }
  return {
    start() {
      wanted = true
      running ??= run()
    },
    idle: async () => {
      await running
    },
  }
}
