import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { root as repository } from '../support/source.ts'
import { books, library, project, type TestProject } from './project.ts'
import { bin, refract } from './spawn.ts'

const made: TestProject[] = []
afterEach(() => made.splice(0).forEach((one) => one.remove()))
function folder(files: Readonly<Record<string, string>>): TestProject {
  const one = project(files)
  made.push(one)
  return one
}

describe('refract', () => {
  it('says its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string
    }
    expect(await refract(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const help = await refract(['--help'])
    expect(help.code).toBe(0)
    for (const name of ['start', 'dev', 'check', 'schema', 'codegen']) {
      expect(help.out).toMatch(new RegExp(String.raw`^ {2}${name} .*\[folder\]`, 'm'))
    }
  })

  it('suggests the command that was meant, and fails with 2', async () => {
    const { code, err } = await refract(['dve'])
    expect(code).toBe(2)
    expect(err).toContain("unknown command 'dve'")
    expect(err).toContain('(Did you mean dev?)')
    expect((await refract(['check', '--jsn'])).code).toBe(2)
    expect((await refract(['check', 'a', 'b'])).code).toBe(2)
  })

  it('names the folder that is not there', async () => {
    const { code, err } = await refract(['check', 'no-such-folder'])
    expect(code).toBe(1)
    expect(err).toMatch(/^no-such-folder: there is no such folder;/)
  })

  it('ends quietly when its reader has had enough', () => {
    const { root } = folder(library)
    const piped = `"${process.execPath}" "${bin}" schema "${root}" 2>&1 >&3 | cat; exit \${PIPESTATUS[0]}`
    const { status, stdout } = spawnSync('bash', ['-c', `{ ${piped}; } 3> >(true)`], {
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, ''])
  })
})

describe('refract schema', () => {
  it('prints the SDL, or writes it to a file', async () => {
    const { root } = folder(library)
    const { code, out } = await refract(['schema', root])
    expect(code).toBe(0)
    expect(buildSchema(out).getQueryType()?.getFields()).toHaveProperty('books')
    const into = mkdtempSync(join(tmpdir(), 'refract-sdl-'))
    const file = join(into, 'deep/schema.graphql')
    expect(await refract(['schema', root, '--out', file])).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(file, 'utf8')).toBe(out)
    rmSync(into, { recursive: true })
  })
})

describe('refract codegen', () => {
  it('writes schema.graphql, and says with --check whether it is stale', async () => {
    const { root, write } = folder(library)
    const file = join(root, 'schema/schema.graphql')
    const missing = await refract(['codegen', root, '--check'])
    expect([missing.code, missing.err]).toEqual([
      1,
      'schema/schema.graphql is missing; run "refract codegen"\n',
    ])
    expect((await refract(['codegen', root])).out).toBe('schema/schema.graphql is written\n')
    expect(readFileSync(file, 'utf8')).toBe((await refract(['schema', root])).out)
    expect((await refract(['codegen', root, '--check'])).code).toBe(0)
    write('schema/books.ts', books.replace('title:', 'name:'))
    const stale = await refract(['codegen', root, '--check'])
    expect([stale.code, stale.err]).toEqual([
      1,
      expect.stringContaining('is not what the schema prints'),
    ])
    expect(readFileSync(file, 'utf8')).toContain('title')
    writeFileSync(file, 'type Query { a: Int }')
    expect((await refract(['codegen', root])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('name: String')
  })
})
