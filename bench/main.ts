import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { argv, stdout, version } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compileServers, flags } from './child.ts'
import { comparePeers } from './peers.ts'
import { measureSize } from './size.ts'
import { markdown, type Report } from './table.ts'
import { measureYaml } from './yaml.ts'

/** `npm run bench`: three measurements, printed; with `--write` kept in `bench/RESULTS.md`. */
const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
})

const rounds = Number(values.rounds)
const parts: Readonly<Record<string, () => Promise<Report>>> = {
  peers: () => comparePeers(rounds, Number(values.seconds) * 1_000),
  size: () => measureSize(rounds),
  yaml: () => measureYaml(rounds),
}

async function main(): Promise<void> {
  const names = Object.keys(parts)
  if (values.only !== undefined && !names.includes(values.only)) {
    throw new Error(`--only ${values.only}: there are ${names.join(', ')}`)
  }
  compileServers()
  const pages = [
    `# Results\n\nNode ${version} ${flags.join(' ')}, ${cpus().length} cores (${cpus()[0]?.model.trim()}). Ratios are what to trust.\n`,
  ]
  for (const [name, part] of Object.entries(parts)) {
    if (values.only !== undefined && values.only !== name) continue
    const page = markdown(await part())
    stdout.write(`${page}\n`)
    pages.push(page)
  }
  if (values.write)
    writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), pages.join('\n'))
}

await main()
