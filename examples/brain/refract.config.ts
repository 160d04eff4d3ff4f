import { config, env } from 'refract'
import {
  inBrainstorm,
  inCortex,
  inMemory,
  inRest,
  inRestOfAll,
  inYaml,
  type BrainStores,
} from './variants.ts'

const mongo = 'mongodb://localhost:27017'
const api = 'http://127.0.0.1:4100'

/** `BRAIN` says which stores serve the schema; YAML needs nothing but the files in `data/`. */
const variants: Readonly<Record<string, () => BrainStores>> = {
  yaml: inYaml,
  memory: inMemory,
  brainstorm: () => inBrainstorm(env('MONGODB_URL', mongo)),
  cortex: () => inCortex(env('MONGODB_URL', mongo)),
  rest: () => inRest(env('BRAIN_URL', api)),
  'rest-of-all': () => inRestOfAll(env('BRAIN_URL', api)),
}

const named = env('BRAIN', 'yaml')
const stores = variants[named]
if (!stores) throw new Error(`BRAIN is "${named}"; it can be ${Object.keys(variants).join(', ')}`)

const defaultQuery = `# Who has taken the latest snapshot, and three of everybody's.
{
  users {
    nodes {
      username
      latest: snapshots(sort: [{ datetime: DESC }], first: 1) {
        nodes {
          datetime
        }
      }
      snapshots(first: 3) {
        totalCount
        nodes {
          snapshotId
          availableResults
          colorImageUrl
        }
      }
    }
  }
}
`

export default config({
  stores: stores(),
  // Over REST a filter on what lists do not show reads each snapshot: more requests than one question may make elsewhere.
  limits: { scannedPages: 2_000 },
  graphiql: { title: 'Refract: brain snapshots', defaultQuery },
  introspection: true,
  suggestions: true,
  plan: true,
})
