import type { FieldType } from '../fields/field.ts'
import { fieldPath } from '../model/field-path.ts'
import type { CollectionModel, ComputedModel, FieldModel, LinkModel } from '../model/model.ts'
import type { Path } from '../query/filter.ts'
import { targetOf, type Compilation } from './compilation.ts'
import { describeComputed, describeField, describeKey, idTold, type Told } from './describe.ts'
import { leafName, valueText } from './values.ts'
import type { TypeText } from './builder.ts'

/** A value that filters, sorts, groups and figures can speak of. */
export interface Leaf {
  readonly source: 'id' | 'key' | 'value' | 'computed'
  readonly path: Path
  /** Of one value: of the elements, for a list. */
  readonly type: FieldType
  /** The scalar or enum of one value. */
  readonly text: TypeText
  /** The type of the whole: `[String!]` for a list of strings. */
  readonly whole: TypeText
  readonly list: boolean
  readonly filterable: boolean
  readonly field: FieldModel | null
  readonly computed: ComputedModel | null
}

interface Named {
  readonly name: string
  readonly told: Told
  readonly deprecated?: string | undefined
}

/** What stands under one name of an item or a nested object, whether it is printed in types or in inputs. */
export type Member = Named &
  (
    | { readonly kind: 'leaf'; readonly leaf: Leaf }
    | { readonly kind: 'object'; readonly field: FieldModel }
    | { readonly kind: 'objects'; readonly field: FieldModel }
    | { readonly kind: 'one'; readonly field: FieldModel; readonly link: LinkModel }
    | { readonly kind: 'many'; readonly field: FieldModel; readonly link: LinkModel }
  )

export type LeafMember = Extract<Member, { kind: 'leaf' }>

/** The readable members of a collection (with `id` and computed fields) or of a nested object. */
export function membersOf(c: Compilation, of: CollectionModel | FieldModel): readonly Member[] {
  const known = c.members.get(of)
  if (known) return known
  const fields = [...(of.fields?.values() ?? [])].flatMap((field) => fieldMembers(c, field))
  const members = 'computed' in of ? collectionMembers(c, of, fields) : fields
  c.members.set(of, members)
  return members
}

/** Members that may be asked for: `filter: false` takes a field out of filters, sorts and groups. */
export function askable(c: Compilation, of: CollectionModel | FieldModel): readonly Member[] {
  const known = c.askable.get(of)
  if (known) return known
  const members = membersOf(c, of).filter((member) =>
    member.kind === 'leaf' ? member.leaf.filterable : member.field.filterable,
  )
  c.askable.set(of, members)
  return members
}

function collectionMembers(c: Compilation, of: CollectionModel, fields: Member[]): Member[] {
  const computed = [...of.computed.values()].filter((one) => !one.hidden)
  return [idMember(of), ...fields, ...computed.map((one) => computedMember(c, one))]
}

function idMember(of: CollectionModel): Member {
  const leaf: Leaf = {
    source: 'id',
    path: of.id,
    type: of.id.type,
    text: 'ID',
    whole: 'ID!',
    list: false,
    filterable: true,
    field: null,
    computed: null,
  }
  return { kind: 'leaf', name: 'id', told: idTold, leaf }
}

function fieldMembers(c: Compilation, field: FieldModel): Member[] {
  if (field.hidden) return []
  if (field.link) return linkMembers(c, field, field.link)
  const named = {
    name: field.name,
    told: describeField(field),
    deprecated: deprecation(field),
  }
  if (field.fields && membersOf(c, field).length === 0) return []
  if (field.fields)
    return [{ ...named, kind: field.field.kind === 'list' ? 'objects' : 'object', field }]
  return [{ ...named, kind: 'leaf', leaf: valueLeaf(c, field) }]
}

/** The linked item, unless nobody may see any, beside the stored key. */
function linkMembers(c: Compilation, field: FieldModel, link: LinkModel): Member[] {
  const deprecated = deprecation(field)
  const members: Member[] = []
  if (link.keyName) {
    const told = describeKey(link)
    members.push({
      kind: 'leaf',
      name: link.keyName,
      told,
      deprecated,
      leaf: keyLeaf(c, field, link),
    })
  }
  if (targetOf(c, link.to).hidden) return members
  const kind = link.many ? 'many' : 'one'
  return [
    ...members,
    { kind, name: field.name, told: describeField(field), deprecated, field, link },
  ]
}

function keyLeaf(c: Compilation, field: FieldModel, link: LinkModel): Leaf {
  const { near, far } = link.ends
  // Keys that are enum values print as ids.
  const text = far.type.scalar ? leafName(c, far.type) : 'ID'
  const whole = link.many ? `[${text}!]` : text
  const { filterable } = field
  return {
    source: 'key',
    path: near,
    type: far.type,
    text,
    whole,
    list: link.many,
    filterable,
    field,
    computed: null,
  }
}

function valueLeaf(c: Compilation, field: FieldModel): Leaf {
  const { filterable } = field
  return {
    source: 'value',
    path: fieldPath(field),
    ...valueText(c, field),
    filterable,
    field,
    computed: null,
  }
}

function computedMember(c: Compilation, computed: ComputedModel): Member {
  const { of, name, filterable } = computed
  const path: Path = { names: [name], type: of.field.type }
  const leaf: Leaf = {
    source: 'computed',
    path,
    ...valueText(c, of),
    filterable,
    field: null,
    computed,
  }
  return {
    kind: 'leaf',
    name,
    told: describeComputed(computed),
    deprecated: deprecation(of),
    leaf,
  }
}

function deprecation(field: FieldModel): string | undefined {
  return field.field.options.deprecated
}
