/**
 * Schemas of any size, for the type budget and the benchmark: each collection has 14 scalar fields, 3 refs and
 * 3 refsLists, a permission, a computed field and an action that reads three refs deep.
 */

/** Module texts by file name: a module per collection, `index.ts`, and `gateway.ts`, which registers and uses them. */
export type Modules = Readonly<Record<string, string>>

/** How far on the collection is that the nth ref of a collection points at. */
const strides = [1, 7, 31]

/** The modules of a schema of so many collections. */
export function generateSchema(collections: number): Modules {
  const names = Array.from({ length: collections }, (_, at) => nameOf(at))
  const modules = names.map((name, at) => [`${name}.ts`, collectionModule(at, collections)])
  const index = names.map((name) => `export * as ${name} from './${name}.ts'\n`).join('')
  return { ...Object.fromEntries(modules), 'index.ts': index, 'gateway.ts': gatewayModule }
}

const gatewayModule = `import { gateway } from 'refract'
import * as schema from './index.ts'

declare module 'refract' {
  interface Register { schema: typeof import('./index.ts') }
}

export const api = gateway({ schema })
`

function nameOf(at: number): string {
  return `things${at}`
}

function collectionModule(at: number, collections: number): string {
  const [near] = linked(at, 1, collections)
  return `import {
  action, bigint, bool, collection, date, datetime, decimal, float, int, json, list, object, oneOf, ref, refsList,
  role, string,
} from 'refract'

const ${nameOf(at)} = collection('Thing${at}', {
  store: 'store',
  fields: {
${scalars.map((line) => `    ${line},`).join('\n')}
${linked(at, 1, collections)
  .map(
    (to, n) =>
      `    ref${n}: ref('${to}', { reverse: 'list${n}'${n === 0 ? ', required: true' : ''} }),`,
  )
  .join('\n')}
${linked(at, -1, collections)
  .map((to, n) => `    list${n}: refsList('${to}', { reverse: 'ref${n}', onDelete: 'unlink' }),`)
  .join('\n')}
  },
  computed: { long: { of: bool(), reads: ['size', 'loan'], from: (item) => (item.size ?? 0) > 500 && item.loan !== null } },
  can: { read: true, create: role('staff'), update: ({ user, item }) => item.name === user?.id, delete: false },
})
export default ${nameOf(at)}

export const lend = action(${nameOf(at)}, {
  input: { days: int({ required: true, min: 1, max: 30 }) },
  can: role('member'),
  when: (item) => !item.loan?.by,
  run: async ({ user, item, input, items }) => {
    const near = await items.${near}.get(item.ref0)
    const far = near?.ref1?.ref2?.ref0?.name ?? user.id
    await items.${nameOf(at)}.update(item.id, { loan: { by: far, until: new Date(input.days) } })
  },
})
`
}

function linked(at: number, direction: 1 | -1, collections: number): readonly string[] {
  return strides.map((stride) => {
    const to = (at + direction * stride) % collections
    return nameOf(to < 0 ? to + collections : to)
  })
}

const scalars = [
  "name: string({ required: true, max: 200, description: 'What it is called' })",
  'code: string({ pattern: /^[a-z]+$/, unique: true })',
  'note: string({ max: 2000 })',
  'size: int({ min: 1 })',
  'rank: int({ required: true, default: 0 })',
  'weight: float({ min: 0 })',
  'serial: bigint()',
  'price: decimal({ required: true })',
  'active: bool({ default: true })',
  'made: date()',
  'seen: datetime()',
  "grade: oneOf(['low', 'middle', 'high'])",
  'tags: list(string({ max: 40 }), { unique: true, max: 20, absent: [] })',
  'loan: object({ by: string(), until: datetime() })',
]
