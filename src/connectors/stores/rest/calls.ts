import type { StoreCalls } from '../../../model/model.ts'
import type { FieldSet } from '../../../query/row.ts'
import { keyedBy } from './by-keys.ts'
import { isCarried } from './carried.ts'
import type { Endpoints } from './endpoints.ts'

/**
 * How many requests a call takes, by the options alone, where the API does as it is asked: pages of lists, chunks of ids,
 * details of what lists do not carry.
 */
export function callsOf(endpoints: Endpoints): StoreCalls {
  const byIds = (ids: number, fields: FieldSet): number => {
    const { get, many } = endpoints
    const listed = many?.listed === true && !carriesAll(endpoints, fields)
    if (!many || listed) return get ? ids : 1
    if (ids <= 1) return ids
    const chunks = Math.ceil(ids / many.max)
    return many.missing === 'any' ? chunks + ids : chunks
  }
  const details = (rows: number, fields: FieldSet): number =>
    carriesAll(endpoints, fields) ? 0 : byIds(rows, fields)
  return {
    byIds: ({ ids, fields }) => byIds(ids, fields),
    find: ({ rows, fields }) => pagesOf(endpoints, rows) + details(rows, fields),
    byKeys({ path, keys, rows, fields }) {
      const all = keys * rows
      const way = keyedBy(endpoints, path)
      const lists =
        way === 'each'
          ? keys * pagesOf(endpoints, rows)
          : way === 'whole'
            ? 1
            : Math.ceil(keys / 100)
      return lists + details(all, fields)
    },
  }
}

/** Whether lists carry these fields; of a whole row that cannot be told here. */
function carriesAll({ listFields }: Endpoints, fields: FieldSet): boolean {
  if (listFields === null) return true
  return fields !== null && fields.every((name) => isCarried(listFields, name))
}

/** Pages that hold so many items, wherever they begin. */
function pagesOf({ paging }: Endpoints, rows: number): number {
  if (!paging) return 1
  const size = paging.max ?? 100
  const whole = Math.ceil((rows + 1) / size)
  return paging.style === 'page' ? whole + 1 : whole
}
