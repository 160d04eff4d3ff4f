import { gateway, type Gateway } from '../server/gateway.ts'
import type { LogTarget } from '../server/log.ts'
import type { ProjectModules } from './modules.ts'
import { loadProject, type Project } from './project.ts'

/** A project and the gateway made of it; nothing is opened yet. */
export interface Prepared {
  readonly project: Project
  readonly gateway: Gateway
}

/** How a gateway is made. */
export interface PrepareOptions {
  readonly dev?: boolean
  readonly log?: LogTarget
}

/**
 * Loads a folder and compiles it.
 *
 * @throws MistakesError with all of them
 */
export async function prepare(
  root: string,
  modules: ProjectModules,
  options: PrepareOptions = {},
): Promise<Prepared> {
  const project = await loadProject(root, modules)
  const { schema, config, files, connectors } = project
  return { project, gateway: gateway({ schema, config, root, files, connectors, ...options }) }
}
