import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { printSdl } from '../compile/print.ts'
import { projectModules } from './modules.ts'
import { prepare } from './prepare.ts'
import type { Terminal } from './terminal.ts'

/** `refract schema`: prints the SDL, or writes it to a file. */
export async function schema(
  root: string,
  flags: { readonly out?: string },
  terminal: Terminal,
): Promise<number> {
  const { gateway } = await prepare(root, projectModules(root, terminal.product))
  const text = printSdl(gateway.graphqlSchema)
  if (flags.out === undefined) terminal.out.write(text)
  else await save(resolve(flags.out), text)
  return 0
}

/** `refract codegen`: writes `schema.graphql` into the schema's folder; with `--check` it only compares. */
export async function codegen(
  root: string,
  flags: { readonly check?: boolean },
  terminal: Terminal,
): Promise<number> {
  const { gateway, project } = await prepare(root, projectModules(root, terminal.product))
  const text = printSdl(gateway.graphqlSchema)
  const file = join(project.folder, 'schema.graphql')
  const shown = relative(root, file)
  const before = await readFile(file, 'utf8').catch(() => null)
  if (before === text) {
    terminal.say(`${shown} is up to date`)
    return 0
  }
  if (flags.check) {
    const state = before === null ? 'is missing' : 'is not what the schema prints'
    terminal.complain(`${shown} ${state}; run "refract codegen"`)
    return 1
  }
  await save(file, text)
  terminal.say(`${shown} is written`)
  return 0
}

async function save(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
