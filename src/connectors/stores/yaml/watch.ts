import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { stat } from 'node:fs/promises'

/** Milliseconds between the first event and the look at what changed. */
const QUIET = 50
/** Milliseconds between looks at the folder itself, which may be replaced as a whole. */
const LOOK = 900

/** Ends the watching. */
export type StopWatching = () => Promise<void>

/**
 * Calls `changed` soon after anything in the folder changed, and once when the watch stands (what changed
 * before that was not seen). Only the folder is watched, not its thousands of files, which a watcher of trees would
 * look at one by one: what really changed is found by comparing. A folder that is replaced as a whole is found
 * within a second.
 */
export function watchFolder(
  folder: string,
  changed: () => void,
  failed: (error: unknown) => void,
): StopWatching {
  let timer: NodeJS.Timeout | undefined
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      changed()
    }, QUIET)
  }
  let watcher = startWatcher(folder, soon, failed)
  const look = lookAt(folder, () => {
    watcher?.close()
    watcher = startWatcher(folder, soon, failed)
  })
  return async () => {
    await look()
    watcher?.close()
    clearTimeout(timer)
  }
}

function startWatcher(
  folder: string,
  soon: () => void,
  failed: (error: unknown) => void,
): FSWatcher | null {
  try {
    const watcher = watch(folder, soon).on('error', failed)
    soon()
    return watcher
  } catch (error) {
    failed(error)
    return null
  }
}

/** Calls `replaced` when another folder stands under the name; one call at a time. */
function lookAt(folder: string, replaced: () => void): StopWatching {
  let seen: string | undefined
  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    const now = await stat(folder).then(
      (stats) => `${stats.dev}:${stats.ino}`,
      () => undefined,
    )
    const other = seen !== undefined && now !== undefined && now !== seen
    seen = now ?? seen
    if (other) replaced()
  }
  looking = look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, LOOK)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await looking
  }
}
