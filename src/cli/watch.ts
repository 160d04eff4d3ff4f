import { watch } from 'chokidar'

/** A watch that can end. */
export interface Watching {
  /** Saves are seen from then on. */
  readonly ready: Promise<void>
  stop(): Promise<void>
}

/** Editors write a file in several steps: ms to wait for the last. */
const SETTLES = 30

const SOURCE = /\.(?:[cm]?[jt]s|json)$/

/**
 * Calls `changed` after files were saved, once for many, never twice at the same time. The places are asked for again
 * after each call: what is imported changes too.
 */
export function watchFiles(
  places: () => readonly string[],
  changed: () => Promise<void>,
): Watching {
  const watched = new Set(places())
  const watcher = watch([...watched], { ignoreInitial: true })
  // a place that is added again is read again, and a file that is new there by then would go unnoticed
  const addNew = () => {
    const added = places().filter((place) => !watched.has(place))
    for (const place of added) watched.add(place)
    watcher.add(added)
  }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  watcher.on('all', (_event, file) => {
    if (!SOURCE.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(changed).then(addNew)
    }, SETTLES)
  })
  const ready = new Promise<void>((stands) => watcher.once('ready', stands))
  return {
    ready,
    async stop() {
      clearTimeout(timer)
      await watcher.close()
      await running
    },
  }
}
