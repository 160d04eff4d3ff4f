import { logLines } from './log-lines.ts'
import { addressOf, type AddressFlags } from './address.ts'
import { projectModules } from './modules.ts'
import { prepare } from './prepare.ts'
import { serve } from './serve.ts'
import type { Terminal } from './terminal.ts'

/** `refract start`: serves a folder until it is told to stop. */
export async function start(
  root: string,
  flags: AddressFlags,
  terminal: Terminal,
): Promise<number> {
  const log = terminal.err.isTTY ? { log: logLines(terminal.err) } : {}
  const { project, gateway } = await prepare(root, projectModules(root, terminal.product), log)
  const address = addressOf(flags, terminal.variables, project.config)
  const graphiql = Boolean(project.config.graphiql)
  await serve({ current: () => gateway, graphiql, address }, terminal)
  return 0
}
