import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { MistakesError } from '../errors.ts'
import type { AddressFlags } from './address.ts'
import { check, type CheckFlags } from './check.ts'
import { mistakeLines } from './report.ts'
import { codegen, schema } from './schema.ts'
import { start } from './start.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/**
 * Runs a command line (without `node` and the program's name) for the copy of the product whose exports are given;
 * answers the exit code: 0, 1 for mistakes in the declarations or the environment, 2 for a command line that is none.
 */
export async function run(words: readonly string[], product: object): Promise<number> {
  const terminal = processTerminal(product)
  let code = 0
  const program = commands(terminal, (found) => (code = found))
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof MistakesError) {
      for (const line of mistakeLines(error.mistakes, terminal.paint)) terminal.complain(line)
      return 1
    }
    throw error
  }
}

type Act<Flags> = (root: string, flags: Flags, terminal: Terminal) => Promise<number>

function commands(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('refract')
    .description('One GraphQL API over YAML files, MongoDB and REST')
    .version(version(), '-v, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out.write(text),
      writeErr: (text) => void terminal.err.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  const command = (name: string, summary: string) =>
    program.command(`${name} [folder]`).description(summary).allowExcessArguments(false)
  const does =
    <Flags>(act: Act<Flags>) =>
    async (folder: string | undefined, flags: Flags) => {
      const root = resolve(folder ?? '.')
      if (folder !== undefined && !isFolder(root)) throw noFolder(folder)
      loadVariables(root)
      done(await act(root, flags, terminal))
    }
  command('start', 'serve a folder')
    .option('-p, --port <number>', 'where to listen; PORT and the configuration come after it')
    .option('--host <name>', 'the address to listen at; HOST and the configuration come after it')
    .action(does(start))
  command('dev', 'serve a folder with GraphiQL, and reload when files are saved')
    .option('-p, --port <number>', 'where to listen')
    .option('--host <name>', 'the address to listen at')
    // what watches files is of no use to the other commands
    .action(
      does(async (...given: Parameters<Act<AddressFlags>>) =>
        (await import('./dev.ts')).dev(...given),
      ),
    )
  command('check', 'find every mistake in the declarations, without opening a store')
    .option('--json', 'print what was found as JSON')
    .option('--operations <folder>', 'price the operations in its .graphql files, too')
    .option('--variables <file>', 'their variables, as JSON by the name of the operation')
    .option('--max-calls <number>', 'store calls that an operation may cost at most', wholeNumber)
    .option('--max-rows <number>', 'rows that an operation may cost at most', wholeNumber)
    .action((folder: string | undefined, flags: CheckFlags, command: Command) => {
      const pricing = ['variables', 'maxCalls', 'maxRows'] as const
      if (flags.operations === undefined && pricing.some((name) => flags[name] !== undefined))
        command.error('error: --variables, --max-calls and --max-rows need --operations <folder>')
      return does(check)(folder, flags)
    })
  command('schema', 'print the GraphQL schema')
    .option('-o, --out <file>', 'write it to a file')
    .action(does(schema))
  command('codegen', 'write schema.graphql into the schema folder')
    .option('--check', 'only compare, and fail when it is stale')
    .action(does(codegen))
  return program
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number.')
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function noFolder(folder: string): MistakesError {
  const message = 'there is no such folder; name the one that refract.config.ts is in'
  return new MistakesError([{ at: folder, message }])
}

/** `.env` of the folder, where there is one; what the environment has already stays. */
function loadVariables(root: string): void {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}
