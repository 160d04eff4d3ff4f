import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { MistakesError } from '../errors.ts'
import { addressOf, type AddressFlags } from './address.ts'
import { logLines } from './log-lines.ts'
import { projectModules, type ProjectModules } from './modules.ts'
import { prepare, type Prepared } from './prepare.ts'
import { mistakeLines } from './report.ts'
import { serve } from './serve.ts'
import type { Terminal } from './terminal.ts'
import { watchFiles } from './watch.ts'

/** `refract dev`: the same as `start` with everything that helps to explore, and reloading on save. */
export async function dev(root: string, flags: AddressFlags, terminal: Terminal): Promise<number> {
  const modules = projectModules(root, terminal.product)
  const options = { dev: true, log: logLines(terminal.err) }
  let current = await firstPrepared(root, () => prepare(root, modules, options), {
    modules,
    terminal,
  })
  const address = addressOf(flags, terminal.variables, current.project.config)

  const reload = async () => {
    const next = await reloaded(() => prepare(root, modules, options), modules, terminal)
    if (!next) return
    const old = current.gateway
    current = next
    void old.close()
  }
  const watching = watchFiles(() => watched(root, current, modules), reload)
  const graphiql = current.project.config.graphiql !== false
  await serve({ current: () => current.gateway, graphiql, address }, terminal)
  await watching.stop()
  return 0
}

/** The first load. Mistakes are told, and the next save is waited for; a folder that is not there is the end. */
async function firstPrepared(
  root: string,
  load: () => Promise<Prepared>,
  { modules, terminal }: { modules: ProjectModules; terminal: Terminal },
): Promise<Prepared> {
  for (;;) {
    try {
      return await load()
    } catch (error) {
      if (!(error instanceof MistakesError) || !existsSync(root)) throw error
      for (const line of mistakeLines(error.mistakes, terminal.paint)) terminal.complain(line)
      const places = [resolve(root, 'schema'), ...placesIn(root, 'connectors'), ...modules.files()]
      await nextSave(places, () =>
        terminal.complain(terminal.paint.warn('Nothing is served yet. Save a file to try again.')),
      )
      modules.forget()
    }
  }
}

async function nextSave(places: readonly string[], stands: () => void): Promise<void> {
  const { promise, resolve: seen } = promised()
  const watching = watchFiles(
    () => places,
    async () => seen(),
  )
  await watching.ready
  stands()
  await promise
  await watching.stop()
}

function promised(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** The new gateway with open stores, or null: then the old one keeps serving. */
async function reloaded(
  again: () => Promise<Prepared>,
  modules: ProjectModules,
  { say, complain, paint }: Terminal,
): Promise<Prepared | null> {
  const started = performance.now()
  try {
    modules.forget()
    const next = await again()
    await next.gateway.ready()
    say(
      `${paint.good('reloaded')} ${paint.faint(`in ${Math.round(performance.now() - started)} ms`)}`,
    )
    return next
  } catch (error) {
    const lines =
      error instanceof MistakesError ? mistakeLines(error.mistakes, paint) : [String(error)]
    for (const line of lines) complain(line)
    complain(paint.warn('The schema from before keeps serving.'))
    return null
  }
}

/** The schema, the configuration, the connectors, and whatever else of the project they import. */
function watched(root: string, { project }: Prepared, modules: ProjectModules): string[] {
  const connectors = project.config.connectors ?? 'connectors'
  return [project.folder, ...placesIn(root, connectors), ...modules.files()]
}

/** The connectors' folder, and every name that the configuration may have. */
function placesIn(root: string, connectors: string): string[] {
  const configs = ['ts', 'mts', 'js', 'mjs'].map((extension) => `refract.config.${extension}`)
  return [connectors, ...configs].map((place) => resolve(root, place))
}
