import type { CollectionModel, FieldModel, Model } from '../model/model.ts'

const MOST_FIELDS = 5

/** What GraphiQL shows first where the configuration has no query: one that answers. */
export function welcomeQuery(model: Model): string {
  const [collection] = model.collections.values()
  if (!collection) return '{\n  __typename\n}\n'
  const fields = ['id', ...leaves(collection)].map((name) => `      ${name}`)
  return `# The pink button runs this query; Ctrl+Space completes.
{
  ${collection.names.many}(first: 5) {
    totalCount
    nodes {
${fields.join('\n')}
    }
  }
}
`
}

/** The names of fields that need no selection of their own. */
function leaves(collection: CollectionModel): string[] {
  const common = [...collection.fields.values()].filter(
    ({ name }) => !collection.kinds?.only.has(name),
  )
  const fields = common.filter(isLeaf)
  return fields.slice(0, MOST_FIELDS).map(({ name }) => name)
}

function isLeaf({ link, fields, readable }: FieldModel): boolean {
  return link === null && fields === null && readable(null) === true
}
