import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { discoverConnectors } from '../connectors/discover.ts'
import type { Connector } from '../connectors/connector.ts'
import { config as configure, type Config } from '../declare/config.ts'
import { MistakesError, type Mistake } from '../errors.ts'
import { loadMistake } from './load-mistake.ts'
import type { ProjectModules } from './modules.ts'
import { indexedFiles, schemaFolder, type SchemaFile, type SchemaFolder } from './schema-folder.ts'

/** What a folder declares, loaded and not yet checked. */
export interface Project {
  readonly root: string
  readonly config: Config
  readonly schema: Readonly<Record<string, object>>
  /** Module name → file, relative to the folder. */
  readonly files: Readonly<Record<string, string>>
  readonly connectors: readonly Connector[]
  /** The schema's folder, absolute. */
  readonly folder: string
}

/**
 * Loads a project: its `refract.config`, its schema and its connectors.
 *
 * @throws MistakesError naming every file that cannot be loaded, with line and reason
 */
export async function loadProject(root: string, modules: ProjectModules): Promise<Project> {
  const config = await loadConfig(root, modules)
  const folder = resolve(root, config.schema ?? 'schema')
  const found = await schemaFolder(folder)
  if (!found) throw noSchema(root, folder)
  const [{ schema, files }, connectors] = await Promise.all([
    loadSchema(found, root, modules),
    loadConnectors(resolve(root, config.connectors ?? 'connectors'), modules),
  ])
  return { root, config, schema, files, connectors, folder }
}

const CONFIG = /^refract\.config\.(?:ts|mts|js|mjs)$/

async function loadConfig(root: string, modules: ProjectModules): Promise<Config> {
  const names = (await readdir(root).catch(() => [])).filter((name) => CONFIG.test(name)).sort()
  const [name, ...others] = names
  if (name === undefined) return configure({})
  if (others.length > 0) {
    throw mistake(name, `is one of several: keep one of ${names.join(', ')}`, 'refract.config')
  }
  const loaded = await load(join(root, name), root, modules)
  const config = (loaded as { readonly default?: Config }).default
  if (config?.kind === 'config') return config
  throw mistake(name, 'has no configuration: write "export default config({ … })"', 'default')
}

interface LoadedSchema {
  readonly schema: Record<string, object>
  readonly files: Record<string, string>
}

async function loadSchema(
  found: SchemaFolder,
  root: string,
  modules: ProjectModules,
): Promise<LoadedSchema> {
  if (!found.index) return loadEach(found.files, root, modules)
  try {
    const schema = { ...((await modules.load(found.index)) as Record<string, object>) }
    return { schema, files: named(await indexedFiles(found.index), root) }
  } catch (error) {
    // an index stops at its first broken file: each is tried, so that all are named
    await loadEach(found.files, root, modules)
    throw new MistakesError([loadMistake(error, found.index, root)])
  }
}

async function loadEach(
  files: readonly SchemaFile[],
  root: string,
  modules: ProjectModules,
): Promise<LoadedSchema> {
  const schema: Record<string, object> = {}
  const mistakes = new Map<string, Mistake>()
  for (const { name, file } of files) {
    try {
      schema[name] = (await modules.load(file)) as object
    } catch (error) {
      const found = loadMistake(error, file, root)
      mistakes.set(JSON.stringify(found), found)
    }
  }
  if (mistakes.size > 0) throw new MistakesError([...mistakes.values()])
  return { schema, files: named(files, root) }
}

async function loadConnectors(
  folder: string,
  modules: ProjectModules,
): Promise<readonly Connector[]> {
  if (!existsSync(folder)) return []
  const found = await discoverConnectors(folder, { load: (file) => modules.load(file) })
  return [...new Set(Object.values(found))]
}

async function load(file: string, root: string, modules: ProjectModules): Promise<unknown> {
  try {
    return await modules.load(file)
  } catch (error) {
    throw new MistakesError([loadMistake(error, file, root)])
  }
}

function named(files: readonly SchemaFile[], root: string): Record<string, string> {
  return Object.fromEntries(
    files.map(({ name, file }) => [name, relative(root, file).split(sep).join('/')]),
  )
}

function noSchema(root: string, folder: string): MistakesError {
  const message = `there is no such folder; declare collections in it, or name another with "schema" in refract.config.ts`
  return new MistakesError([{ at: relative(root, folder) || '.', message }])
}

function mistake(file: string, message: string, at: string): MistakesError {
  return new MistakesError([{ file, at, message }])
}
