import { isLeafType, getNamedType } from 'graphql'
import type { ComputedModel, ModelPath } from '../model/model.ts'
import { ofStep, want, wantForRule } from './draft.ts'
import type { Building, Place } from './draft.ts'
import { leafOf, linkStep, objectType, wantComputed } from './step.ts'
import type { Selected } from './step.ts'
import type { Hop, ItemField, Need, ShowEnd } from './shape.ts'

/** A column of a selection: the walk along its path, and what stands at the end. */
export function showField(
  building: Building,
  place: Place,
  selected: Selected,
  path: ModelPath,
): ItemField {
  const { trail, end } = followPath(building, place, path)
  const { key, type } = selected
  if (path.field === 'id') return { kind: 'show', key, trail, end: { kind: 'id' } }
  if (isLeafType(getNamedType(type)))
    return { kind: 'show', key, trail, end: leafEnd(building, end, selected, path) }
  const shape = building.item(building, end, { type: objectType(type), nodes: selected.nodes })
  return { kind: 'show', key, trail, end: { kind: 'item', shape } }
}

function leafEnd(building: Building, place: Place, selected: Selected, path: ModelPath): ShowEnd {
  const leaf = leafOf(selected.type, path.many ? 1 : 0)
  const { field } = path
  if (field === 'id') return { kind: 'id' }
  if ('from' in field)
    return { kind: 'computed', computed: field, leaf, needs: needsOf(building, place, field) }
  return { kind: 'value', field, leaf }
}

/** What a computed field needs across links, as steps of the plan. */
export function needsOf(
  building: Building,
  place: Place,
  computed: ComputedModel,
): readonly Need[] {
  const item = { ...place, names: [], carrier: null }
  return computed.needs.map((path) => ({ path, trail: followPath(building, item, path).trail }))
}

/** Walks a model path through the plan: a step per link, the fields it reads on each. */
function followPath(
  building: Building,
  from: Place,
  path: ModelPath,
): { trail: Hop[]; end: Place } {
  const trail: Hop[] = []
  let place = from
  for (const step of path.steps) {
    if (step.link) {
      const draft = linkStep(building, place, {
        link: step.link,
        selected: null,
        shown: step.link.many,
      })
      draft.rows = true
      const field = fieldAt(place, step.name)
      wantForRule(place.draft, { field })
      trail.push({ kind: 'step', step: draft, field })
      place = ofStep(draft, place)
    } else {
      place = { ...place, names: [...place.names, step.name] }
      const field = fieldOrNull(place)
      if (field) wantForRule(place.draft, { field })
      trail.push({ kind: 'name', name: step.name, field })
    }
    if (!step.each) continue
    trail.push({ kind: 'each', items: step.link !== null })
    const field = step.link ? null : fieldOrNull(place)
    if (field) place = { ...place, carrier: { names: field.path, type: field.field.type } }
  }
  wantEnd(place, path)
  return { trail, end: place }
}

function wantEnd(place: Place, path: ModelPath): void {
  if (path.field === 'id') return
  if ('from' in path.field) {
    wantForRule(place.draft, { computed: path.field })
    wantComputed(place.draft, path.field)
  } else if (place.names.length > 0) want(place.draft, place.names)
}

function fieldAt(place: Place, name: string) {
  const field = fieldOrNull({ ...place, names: [...place.names, name] })
  if (!field) throw new Error(`${place.draft.collection.name} has no field ${name}`)
  return field
}

function fieldOrNull(place: Place) {
  let fields = place.draft.collection.fields
  let found = null
  for (const name of place.names) {
    found = fields.get(name) ?? null
    if (!found) return null
    fields = found.fields ?? new Map()
  }
  return found
}
