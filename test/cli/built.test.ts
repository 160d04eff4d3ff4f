import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root as repository } from '../support/source.ts'
import { ask, library, project, type TestProject } from './project.ts'
import { spawnRefract } from './spawn.ts'

/** The package as it is published: compiled, without its source. */
describe('the built package', () => {
  let made: string
  let user: TestProject
  beforeAll(() => {
    made = realpathSync(mkdtempSync(join(tmpdir(), 'refract-built-')))
    const tsc = join(repository, 'node_modules/typescript/bin/tsc')
    const into = [
      '--outDir',
      join(made, 'dist'),
      '--tsBuildInfoFile',
      join(made, 'dist/.tsbuildinfo'),
    ]
    execFileSync(process.execPath, [tsc, '-p', join(repository, 'tsconfig.build.json'), ...into])
    cpSync(join(repository, 'bin'), join(made, 'bin'), { recursive: true })
    cpSync(join(repository, 'package.json'), join(made, 'package.json'))
    symlinkSync(join(repository, 'node_modules'), join(made, 'node_modules'))
    user = project(library)
    unlinkSync(join(user.root, 'node_modules/refract'))
    symlinkSync(made, join(user.root, 'node_modules/refract'))
  }, 240_000)
  afterAll(() => {
    user.remove()
    rmSync(made, { recursive: true })
  })

  it('starts a project whose schema imports it', async () => {
    const bin = join(user.root, 'node_modules/refract/bin/refract.js')
    const server = spawnRefract(['start', user.root], { PORT: '0' }, bin)
    const answer = await ask(await server.url(), '{ books { nodes { title author { name } } } }')
    expect(answer).toEqual({
      data: { books: { nodes: [{ title: 'Emma', author: { name: 'Jane Austen' } }] } },
    })
    expect(await server.stop()).toBe(0)
    expect(server.err()).not.toMatch(/warning|deprecat/i)
  })

  it('gives a schema the very copy that runs it', async () => {
    user.write(
      'schema/probe.ts',
      `import { gateway } from 'refract'\nconst known = globalThis as { gateways?: unknown[] }\n(known.gateways ??= []).push(gateway)\nexport const probe = 1\n`,
    )
    const probe = `
      import * as product from 'refract'
      import { run } from ${JSON.stringify(join(made, 'dist/cli/main.js'))}
      const code = await run(['check', ${JSON.stringify(user.root)}], product)
      console.log(code, globalThis.gateways.every((one) => one === product.gateway))
    `
    user.write('probe.mjs', probe)
    const out = execFileSync(process.execPath, [join(user.root, 'probe.mjs')], {
      cwd: user.root,
      encoding: 'utf8',
    })
    expect(out).toMatch(/^0 true$/m)
  })
})
