import { dateType } from '../../src/fields/date.ts'
import { datetimeType } from '../../src/fields/datetime.ts'
import { idType } from '../../src/fields/id.ts'
import { listType } from '../../src/fields/list-type.ts'
import { decimalType, floatType, intType } from '../../src/fields/numbers.ts'
import { string } from '../../src/fields/string.ts'
import type { FieldType, Operator } from '../../src/fields/field.ts'
import type { Compare, Filter, Path } from '../../src/query/filter.ts'
import type { Row } from '../../src/query/row.ts'
import type { Sort, SortKey } from '../../src/query/sort.ts'

export const textType: FieldType = string().type

/** `loan.until` as a path. */
export function path(dotted: string, type: FieldType): Path {
  return { names: dotted.split('.'), type }
}

export const id = path('id', idType)
export const title = path('title', textType)
export const kind = path('kind', textType)
export const stock = path('stock', intType)
export const price = path('price', decimalType)
export const added = path('added', dateType)
export const tags = path('tags', listType(textType))

export function compare(at: Path, op: Operator, value: unknown, ignoreCase = false): Compare {
  return { kind: 'compare', path: at, op, value, ignoreCase }
}

export function not(of: Filter): Filter {
  return { kind: 'not', of }
}

export function and(...of: Filter[]): Filter {
  return { kind: 'and', of }
}

export function or(...of: Filter[]): Filter {
  return { kind: 'or', of }
}

export function asc(at: Path): SortKey {
  return { path: at, direction: 'asc' }
}

export function desc(at: Path): SortKey {
  return { path: at, direction: 'desc' }
}

/** The keys, then the id. */
export function by(...keys: SortKey[]): Sort {
  return [...keys, asc(id)]
}

export function ids(rows: readonly Row[]): string {
  return rows.map((row) => String(row.id)).join(' ')
}

type Part = [
  string,
  string,
  string?,
  (number | null)?,
  (string | null)?,
  (string | null)?,
  (string[] | null)?,
]

const table: readonly Part[] = [
  ['b1', 'Bolt M3', 'bolt', 120, '1.20', '2010-02-21', ['steel', 'metric']],
  ['b2', 'Bolt M5 (long)', 'bolt', 92, '11.50', '2010-03-01', ['steel']],
  ['n1', 'Nut M3', 'nut', 300, '0.30', '2011-02-21', ['brass', 'metric']],
  ['n2', 'nut m5', 'nut', 58, '9.80', '2011-12-31', []],
  ['w1', 'Washer', 'washer', null, null, null, null],
  ['x1', 'Mystery'],
]

/** Six records with nulls, missing keys and an empty list. */
export const parts: readonly Row[] = table.map(([id, title, kind, stock, price, added, tags]) =>
  kind === undefined ? { id, title } : { id, title, kind, stock, price, added, tags },
)

export const user = path('user', idType)
export const sid = path('sid', intType)
export const datetime = path('datetime', datetimeType)
export const hunger = path('feelings.hunger', floatType)
export const width = path('colorImage.width', intType)

function snapshot(
  user: number | bigint,
  sid: number,
  moment: number | string | null,
  results: object,
): Row {
  const at = moment === null ? {} : { datetime: new Date(moment) }
  return { id: `${user}-${sid}`, user, sid, ...at, ...results }
}

function hundredth(n: number, factor: number): number {
  return (((n * factor) % 201) - 100) / 100
}

function volume(n: number): Row {
  return snapshot(42, n, 1_575_446_887_339 + (n - 1) * 67, {
    ...(n % 2 === 1 && { colorImage: { width: 1920, height: 1080 } }),
    ...(n % 10 !== 0 && {
      feelings: { hunger: hundredth(n, 37), thirst: hundredth(n, 53), happiness: hundredth(n, 89) },
    }),
  })
}

function daily(k: number): Row {
  return snapshot(1, k, Date.UTC(2020, 2, k, 9), {
    colorImage: { width: 640, height: 480 },
    feelings: { hunger: (k - 20) / 20, thirst: 0, happiness: 0.5 },
  })
}

const june = (second: number) => `2020-06-12T00:00:0${second}.000Z`

/** 1,049 snapshots of 5 users and an orphan. */
export const snapshots: readonly Row[] = [
  ...Array.from({ length: 1000 }, (_, i) => volume(i + 1)),
  ...Array.from({ length: 40 }, (_, i) => daily(i + 1)),
  snapshot(12, 1, june(5), { pose: {} }),
  snapshot(12, 2, june(1), { feelings: { hunger: -1 } }),
  snapshot(12, 3, june(3), {}),
  snapshot(12, 4, '2020-12-12T00:00:00.000Z', {
    colorImage: { width: 1280 },
    feelings: { hunger: 0.25 },
  }),
  snapshot(12, 5, june(4), { feelings: { hunger: 0 } }),
  snapshot(12, 6, null, { feelings: { hunger: 0.1 }, pose: {} }),
  snapshot(12, 7, june(9), { pose: { translation: { y: 2 } } }),
  snapshot(9_007_199_254_740_993n, 1, '2020-12-12T00:00:01.000Z', { feelings: { hunger: 0.9 } }),
  snapshot(77, 1, '2020-12-12T00:00:02.000Z', {}),
]
