import { argv } from 'node:process'
import { bool, collection, config, date, gateway, int, list, oneOf, string, yaml } from 'refract'
import { serve } from './report.ts'

/** Many items of a YAML store in the folder that the first argument names. */
const items = collection('Item', {
  store: 'store',
  fields: {
    title: string({ required: true }),
    kind: oneOf(['novel', 'essay', 'poetry']),
    pages: int({ min: 1 }),
    published: date(),
    tags: list(string()),
    lent: bool(),
  },
  meta: false,
})

const api = gateway({
  schema: { items: { default: items } },
  config: config({ stores: { store: yaml({ path: argv[2] ?? '.' }) }, log: 'warn' }),
})
await api.ready()
serve((request, response) => void api.handle(request, response))
