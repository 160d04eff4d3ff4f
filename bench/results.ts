import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { version } from 'node:process'
import { fileURLToPath } from 'node:url'
import { flags } from './child.ts'
import { markdown, type Report } from './table.ts'

const file = fileURLToPath(new URL('RESULTS.md', import.meta.url))

/** Writes reports into `RESULTS.md`, each in the place of the one with its title; the others stay. */
export function keep(reports: readonly Report[]): void {
  const [, ...known] = readFileSync(file, 'utf8').split(/^(?=## )/m)
  const sections = new Map(known.map((text) => [text.slice(0, text.indexOf('\n')), text.trimEnd()]))
  for (const report of reports) sections.set(`## ${report.title}`, markdown(report).trimEnd())
  writeFileSync(file, `${[head(), ...sections.values()].join('\n\n')}\n`)
}

function head(): string {
  const model = cpus()[0]?.model.trim()
  return `# Results\n\nNode ${version} ${flags.join(' ')}, ${cpus().length} cores (${model}). Ratios are what to trust.`
}
