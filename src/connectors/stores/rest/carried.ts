import type { FieldSet } from '../../../query/row.ts'
import type { Resource } from './resource.ts'

/** Whether the items of lists carry all of these fields; null: whole rows. */
export function carries({ endpoints, shape }: Resource, fields: FieldSet): boolean {
  const { listFields } = endpoints
  if (listFields === null) return true
  return (fields ?? Object.keys(shape.fields)).every((name) => isCarried(listFields, name))
}

/** Whether the details of an item can be had. */
export function hasDetails({ endpoints }: Resource): boolean {
  return endpoints.get !== null || (endpoints.many !== null && !endpoints.many.listed)
}

/** `loan` carries `loan.user`. */
export function isCarried(listFields: readonly string[], name: string): boolean {
  return name === 'id' || listFields.some((each) => name === each || name.startsWith(`${each}.`))
}
