import { readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { describe, expect, it } from 'vitest'
import { MistakesError } from '../../src/errors.ts'
import { buildModel } from '../../src/model/build.ts'
import type { BuildInput } from '../../src/model/build.ts'
import { mistaken } from './mistaken.ts'

const golden = new URL('../golden/mistakes.txt', import.meta.url)

/** What building tells; fails when nothing is wrong. */
function told(input: BuildInput): MistakesError {
  try {
    buildModel(input)
  } catch (error) {
    if (error instanceof MistakesError) return error
    throw error
  }
  throw new Error('no mistake was found')
}

describe('mistakes', () => {
  it('are told all at once, as in test/golden/mistakes.txt (UPDATE=1 rewrites it)', () => {
    const text = `${told(mistaken).message}\n`
    if (env['UPDATE']) writeFileSync(golden, text)
    expect(text).toBe(readFileSync(golden, 'utf8'))
  })

  it('are each told once, and never tell a password', () => {
    const { mistakes, message } = told(mistaken)
    const lines = mistakes.map((mistake) => JSON.stringify(mistake))
    expect(new Set(lines).size).toBe(lines.length)
    expect(message).not.toMatch(/secret|admin|root/)
  })
})
