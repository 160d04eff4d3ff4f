import { collection, every, list, not, owner, role, selection, some, string } from 'refract'
import type { Field } from '../../src/fields/field.ts'
// Not narrowed to the names of the demo's collections, as those of 'refract' are.
import { ref } from '../../src/fields/ref.ts'
import { refsList } from '../../src/fields/refs-list.ts'
import type { Story } from './placements.ts'
import type { Rows } from './placed-stores.ts'
import {
  highTexts,
  leafKinds,
  leafSample,
  objectOf,
  randomSample,
  several,
  storedMember,
  type Sample,
} from './random-fields.ts'
import { chance, pick, type Draw } from './random-operation.ts'

/** A collection on its way. */
interface Draft {
  readonly name: string
  readonly type: string
  readonly samples: Record<string, Sample>
  readonly ids: readonly (string | number)[]
}

const names = [
  ['alphas', 'Alpha'],
  ['betas', 'Beta'],
  ['gammas', 'Gamma'],
  ['deltas', 'Delta'],
] as const

/** Two to four linked collections with rows that have nulls, gaps, misfits and dangling links. */
export function randomStory(draw: Draw): Story {
  const drafts = names.slice(0, 2 + draw(3)).map(([name, type]): Draft => {
    const ids = randomIds(draw)
    return { name, type, ids, samples: randomSamples(draw) }
  })
  for (let links = 2 + draw(4); links > 0; links--)
    link(pick(drafts, draw), pick(drafts, draw), { number: links, draw })
  const modules = Object.fromEntries(drafts.map((draft) => [draft.name, moduleOf(draft, draw)]))
  const rows: Rows = Object.fromEntries(
    drafts.map((draft) => [draft.name, draft.ids.map((id) => rowOf(draft, id, draw))]),
  )
  return { modules, rows, limits: roomy }
}

/** Limits that no operation over a few rows meets in any store, so that every store gives its answer. */
const roomy = { calls: 100_000, rows: 10_000_000, scannedPages: 10_000 }

function randomIds(draw: Draw): readonly (string | number)[] {
  const count = draw(5) === 0 ? draw(3) : 3 + draw(16)
  const kind = draw(3)
  return Array.from({ length: count }, (_, place) => {
    const id = (place * 7) % 19
    if (kind === 0 || (kind === 2 && chance(1, 2, draw))) return id - 3
    return pick(['k', 'K', '0', 'é', ...highTexts], draw) + id
  })
}

function randomSamples(draw: Draw): Record<string, Sample> {
  const samples: Record<string, Sample> = { title: leafSample('string') }
  for (let place = 0; place < 3 + draw(5); place++)
    samples[`f${place}`] = randomSample(draw, pick(leafKinds, draw))
  return samples
}

interface Linking {
  readonly number: number
  readonly draw: Draw
}

/** Adds a link of any kind from one collection to another. */
function link(from: Draft, to: Draft, { number, draw }: Linking): void {
  const name = `l${number}`
  const back = `b${number}`
  const one = keysOf(to)
  const many = several(one)
  switch (draw(8)) {
    case 0:
      from.samples[name] = { field: ref(to.name), value: one }
      break
    case 1:
      from.samples[name] = { field: ref(to.name, { reverse: back }), value: one }
      to.samples[back] = derived(refsList(from.name, { reverse: name }))
      break
    case 2:
      from.samples[name] = { field: ref(to.name, { reverse: back, owns: true }), value: one }
      to.samples[back] = derived(ref(from.name, { reverse: name }))
      break
    case 3:
      from.samples[name] = { field: refsList(to.name, { reverse: back, owns: true }), value: many }
      to.samples[back] = derived(refsList(from.name, { reverse: name }))
      break
    case 4:
      from.samples[name] = { field: refsList(to.name), value: many }
      break
    case 5:
      from.samples[`o${number}`] = objectOf({
        [name]: { field: ref(to.name, { reverse: back }), value: one },
        note: leafSample('string'),
      })
      to.samples[back] = derived(refsList(from.name, { reverse: `o${number}.${name}` }))
      break
    case 6: {
      const element = objectOf({ [name]: { field: ref(to.name), value: one } })
      from.samples[`o${number}`] = {
        field: list(element.field as never, { max: 4 }),
        value: several(element.value),
      }
      break
    }
    default:
      from.samples[name] = {
        field: ref(to.name, { by: 'code', reverse: back }),
        value: (own) => pick(codes, own),
      }
      to.samples[back] = derived(refsList(from.name, { reverse: name }))
      codesOf(to)
  }
}

const codes = Array.from({ length: 12 }, (_, place) => `code ${place}`)

/** Codes are unique and few, so that links by them find something. */
function codesOf({ samples, ids }: Draft): void {
  const left = codes.slice(0, ids.length)
  samples['code'] = { field: string({ unique: true }), value: () => left.shift() ?? null }
}

/** Ids that are there, ids that print like them, and ids that are not there. */
function keysOf({ ids }: Draft): Sample['value'] {
  return (draw) => {
    if (ids.length === 0 || chance(1, 8, draw)) return pick(['gone', 404, '', 'k404'], draw)
    const id = pick(ids, draw)
    return chance(1, 8, draw) && typeof id === 'number' ? String(id) : id
  }
}

/** The side of a link that stores nothing. */
function derived(field: Field): Sample {
  return { field, value: nothing }
}

function nothing(): undefined {
  return undefined
}

type Member = readonly [string, unknown]

function rowOf({ samples }: Draft, id: string | number, draw: Draw): Record<string, unknown> {
  const members = Object.entries(samples).flatMap(([name, sample]): Member[] => {
    if (sample.value === nothing) return []
    // what is unique is never twice the same misfit
    return name === 'code' ? [[name, sample.value(draw)]] : [...storedMember(name, sample, draw)]
  })
  return { id, ...Object.fromEntries(members) }
}

function moduleOf({ type, samples }: Draft, draw: Draw): object {
  const fields = Object.fromEntries(
    Object.entries(samples).map(([name, { field }]) => [name, field] as const),
  )
  const computed = {
    shout: {
      of: string(),
      reads: ['title'],
      filter: chance(1, 2, draw),
      from: (item: { readonly title?: string | null }) => item.title?.toUpperCase() ?? null,
    },
  }
  const declared = collection(type, {
    store: 'library',
    fields,
    computed,
    ...(chance(1, 3, draw) ? { order: [{ title: pick(['asc', 'desc'], draw) }] } : {}),
    ...(chance(1, 3, draw) ? { can: { read: randomRule(samples, draw) } } : {}),
  } as never)
  if (chance(2, 3, draw)) return { default: declared }
  const chosen = { where: { title: { ne: 'Emma' } }, sort: [{ title: 'desc' }] }
  return { default: declared, [`best${type}s`]: selection(declared, chosen as never) }
}

function randomRule(samples: Readonly<Record<string, Sample>>, draw: Draw): unknown {
  const refs = Object.entries(samples).flatMap(([name, { field, value }]) =>
    field.kind === 'ref' && value !== nothing && !('by' in field.options) ? [name] : [],
  )
  const rules: readonly unknown[] = [
    role('reader'),
    { title: { in: ['a', 'B', 'Emma', 'zz'] } },
    some(role('reader'), { title: { gte: 'a' } }),
    every(role('reader'), not({ title: { eq: 'a' } })),
    ({ item }: { readonly item: { readonly title?: string | null } }) => item.title !== 'B',
    async ({ item }: { readonly item: { readonly title?: string | null } }) => item.title !== 'é',
    ...refs.map((name) => some(role('reader'), owner(name))),
    ...refs.map((name) => ({ [name]: { isNull: false } })),
  ]
  return pick(rules, draw)
}

/** Those who may ask: nobody, a reader, somebody whom rows may name. */
export const users = [null, { id: 'u1', roles: ['reader'] }, { id: '4', roles: [] }] as const
