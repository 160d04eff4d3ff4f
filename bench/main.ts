import { argv, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { compileServers } from './child.ts'
import { compareInMemory } from './memory.ts'
import { compareGrowth, compareOverRest } from './rest.ts'
import { keep } from './results.ts'
import { sizes } from './servers/blog.ts'
import { measureSize } from './size.ts'
import { markdown, type Report } from './table.ts'
import { measureYaml } from './yaml.ts'

/** `npm run bench`: all measurements, or those that are named, printed; with `--write` kept in `bench/RESULTS.md`. */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
})

const rounds = Number(values.rounds)
const duration = Number(values.seconds) * 1_000
const parts: Readonly<Record<string, () => Promise<Report>>> = {
  memory: () => compareInMemory(rounds, duration),
  rest: () => compareOverRest(rounds, duration),
  growth: () => compareGrowth(sizes, Math.ceil(rounds / 3), duration / 2),
  size: () => measureSize(rounds),
  yaml: () => measureYaml(rounds),
}

async function main(): Promise<void> {
  const names = Object.keys(parts)
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`"${unknown}": there are ${names.join(', ')}`)
  compileServers()
  const reports: Report[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const report = await part()
    stdout.write(`${markdown(report)}\n`)
    reports.push(report)
  }
  if (values.write) keep(reports)
}

await main()
