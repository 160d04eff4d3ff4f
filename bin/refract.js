#!/usr/bin/env node
import { existsSync, readdirSync, statSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// from Node 22 on: the next start compiles nothing anew
module.enableCompileCache?.()

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** In a checkout: whether the source was changed after the last build. A package has no source. */
function isStale() {
  const built = statSync(at('dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? Infinity
  if (!existsSync(at('src'))) return false
  const names = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
  return names.some((name) => statSync(join(at('src'), name)).mtimeMs > built)
}

/** Imports from the build; in a checkout without one, or with an old one, from the source through jiti. */
async function importer() {
  if (existsSync(at('dist/cli/main.js')) && !isStale()) {
    return (name) => import(`../dist/${name}.js`)
  }
  const { createJiti } = await import('jiti')
  const jiti = createJiti(import.meta.url, { interopDefault: false })
  return (name) => jiti.import(at(`src/${name}.ts`))
}

// `refract schema | head`: who reads has had enough
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const load = await importer()
const { run } = await load('cli/main')
process.exitCode = await run(process.argv.slice(2), await load('index'))
// whatever a store left open must not keep the process
setTimeout(() => process.exit(), 1_000).unref()
