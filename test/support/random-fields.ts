import {
  bigint,
  bool,
  bytes,
  date,
  datetime,
  decimal,
  duration,
  email,
  float,
  int,
  ip,
  json,
  list,
  object,
  oneOf,
  string,
  time,
  tuple,
  url,
  uuid,
} from 'refract'
import type { Field } from '../../src/fields/field.ts'
import { mongoServer } from '../servers/mongodb.ts'
import { chance, pick, type Draw } from './random-operation.ts'

/** A field, and stored values of it. */
export interface Sample {
  readonly field: Field
  /** A stored value as a well-kept store has it. */
  readonly value: (draw: Draw) => unknown
}

const mongo = await mongoServer()

/**
 * Texts whose order tells code points from UTF-16 units: '𝒳' is the later one. mongo-java-server compares units, so that it
 * gets only one of them.
 */
export const highTexts: readonly string[] = mongo?.kind === 'mongo-java' ? ['𝒳'] : ['𝒳', '\uffee']

const words = ['a', 'B', 'é', 'Emma', 'emma', ...highTexts, '', 'a b', 'zz', '10', 'null', '%_*']

const leaves: Readonly<Record<string, readonly [() => Field, readonly unknown[]]>> = {
  string: [() => string(), words],
  int: [() => int(), [-1, 0, 1, 2, 3, 10, 100]],
  float: [() => float(), [-0.5, 0, 0.5, 1.5, 2, 12, 1024.25]],
  bool: [() => bool(), [true, false]],
  bigint: [() => bigint(), ['0', '5', '-7', '9007199254740993', '68000000', 12]],
  decimal: [() => decimal(), ['9.5', '9.50', '0.10', '-3', '12', '1234567890.000000001']],
  date: [() => date(), ['2020-02-29', '1900-01-01', '2020-12-31', '0099-12-31']],
  datetime: [
    () => datetime(),
    ['2026-01-02T03:04:05.678Z', '2020-02-02T00:00:00.000Z', '2020-02-02T01:00:00Z'],
  ],
  time: [() => time(), ['08:00:00', '09:30:00', '23:59:59']],
  duration: [() => duration(), ['P3D', 'PT12H', 'PT72H', 'P1M']],
  email: [() => email(), ['ada@example.org', 'Bo@example.org']],
  url: [() => url(), ['https://example.org/', 'https://example.org/a']],
  ip: [() => ip(), ['192.0.2.1', '2001:db8::1', '10.0.0.1']],
  uuid: [
    () => uuid(),
    ['123e4567-e89b-12d3-a456-426614174000', '0f8fad5b-d9cb-469f-a165-70867728950e'],
  ],
  json: [() => json(), [{ a: 1 }, [1, null], 'x', 5, true]],
  bytes: [() => bytes(), ['aGVsbG8=', '']],
  oneOf: [() => oneOf(['x', 'Y', 'long word']), ['x', 'Y', 'long word']],
  tuple: [
    () => tuple([string(), float()]),
    [
      ['a', 1.5],
      ['b', null],
    ],
  ],
}

/** What fits no field, or only some. */
const misfits = ['??', 3.75, true, [1], { a: 1 }, 'NaN', -1e9]

/** The names of all kinds of leaves. */
export const leafKinds: readonly string[] = Object.keys(leaves)

/** A field without links: a leaf, a list of leaves, an object, a list of objects. */
export function randomSample(draw: Draw, kind: string = pick(leafKinds, draw), depth = 0): Sample {
  const roll = draw(10)
  if (depth < 2 && roll === 0) return objectSample(draw, depth)
  if (depth < 2 && roll === 1) {
    const { field, value } = objectSample(draw, depth + 1)
    return { field: list(field as never), value: several(value) }
  }
  const one = leafSample(kind)
  if (roll > 3 || kind === 'json' || kind === 'tuple') return one
  const absent = chance(1, 4, draw) ? { absent: [] } : {}
  return { field: list(one.field as never, absent as never), value: several(one.value) }
}

/** A leaf of a kind. */
export function leafSample(kind: string): Sample {
  const leaf = leaves[kind]
  if (!leaf) throw new Error(`no kind ${kind}`)
  return { field: leaf[0](), value: (draw) => pick(leaf[1], draw) }
}

function objectSample(draw: Draw, depth: number): Sample {
  const members = Object.fromEntries(
    Array.from({ length: 1 + draw(3) }, (_, place) => [
      `m${place}`,
      randomSample(draw, pick(leafKinds, draw), depth + 1),
    ]),
  )
  return objectOf(members)
}

/** An object of samples. */
export function objectOf(members: Readonly<Record<string, Sample>>): Sample {
  const fields = Object.fromEntries(
    Object.entries(members).map(([name, { field }]) => [name, field] as const),
  )
  return {
    field: object(fields),
    value: (draw) =>
      Object.fromEntries(
        Object.entries(members).flatMap(([name, sample]) => storedMember(name, sample, draw)),
      ),
  }
}

/** A list of an element's values. */
export function several(value: Sample['value']): Sample['value'] {
  return (draw) => Array.from({ length: draw(4) }, () => value(draw))
}

/** A member as it may be stored: mostly fitting, now and then missing, null, or something else. */
export function storedMember(
  name: string,
  { value }: Sample,
  draw: Draw,
): readonly (readonly [string, unknown])[] {
  const roll = draw(20)
  if (roll < 2) return []
  if (roll < 4) return [[name, null]]
  return [[name, roll < 5 ? pick(misfits, draw) : value(draw)]]
}
