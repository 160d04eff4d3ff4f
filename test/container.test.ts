import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { root } from './support/source.ts'

const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')

/** Instructions of the last stage: what the image is. */
const image = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))

/** What is copied from the folder, not from another stage. */
const copied = lines
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(/\s+/).slice(1, -1))
  .filter((word) => !word.startsWith('--'))

describe('the image', () => {
  it('copies what is there and nothing that .dockerignore keeps out', () => {
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(copied.filter((path) => !ignored.includes(`!${path}`))).toEqual([])
  })

  it('names the versions that it is built from', () => {
    const bases = lines
      .filter((line) => line.startsWith('FROM '))
      .map((line) => line.split(/\s+/)[1])
    expect(bases).toHaveLength(2)
    expect(
      bases.filter((base) => !/\d.*:|:.*\d/.test(base ?? '') || base?.endsWith(':latest')),
    ).toEqual([])
  })

  it('runs without root, asks for its own health, and starts the gateway', () => {
    expect(image).toContain('USER 10001:10001')
    expect(image.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/ready')
    expect(image.find((line) => line.startsWith('CMD'))).toContain('"start"')
    expect(image.filter((line) => line.startsWith('RUN '))).toEqual([])
  })

  it('gives Node the flags that keep it safe', () => {
    const entry = image.find((line) => line.startsWith('ENTRYPOINT'))
    expect(entry).toContain('--disable-proto=delete')
    expect(entry).toMatch(/--max-old-space-size=\d+/)
  })

  it('has no secrets in it', () => {
    expect(
      lines.filter((line) => /^(?:ENV|ARG) .*(?:TOKEN|SECRET|PASSWORD|KEY)/i.test(line)),
    ).toEqual([])
    expect(ignored[1]).toBe('*')
  })
})

interface Service {
  readonly image?: string
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
}

describe('the composition', () => {
  const text = readFileSync(join(root, 'compose.yaml'), 'utf8')
  const { services } = load(text) as { services: Record<string, Service> }
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

  it('publishes nothing beyond this machine', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(1)
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('has a MongoDB of one major version, a replica set, only where tests ask for it', () => {
    const { mongo } = services
    expect(mongo?.image).toMatch(/^mongo:8(?:\.\d+)*$/)
    expect(mongo?.profiles).toEqual(['test'])
    expect(mongo?.command).toContain('--replSet')
    expect(mongo?.healthcheck?.test.join(' ')).toMatch(/rs\.initiate.*isWritablePrimary/s)
  })

  it('is reached by the command that runs the tests against it', () => {
    const port = services['mongo']?.ports?.[0]?.split(':')[1]
    expect(scripts['test:mongo']).toContain(`mongodb://127.0.0.1:${port}/`)
    expect(scripts['test:mongo']).toContain('docker compose up --wait mongo &&')
  })
})
