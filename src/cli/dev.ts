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
  let current = await prepare(root, modules, options)
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
  const configs = ['ts', 'mts', 'js', 'mjs'].map((extension) => `refract.config.${extension}`)
  const places = [project.config.connectors ?? 'connectors', ...configs]
  return [project.folder, ...places.map((place) => resolve(root, place)), ...modules.files()]
}
