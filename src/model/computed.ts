import type { RuleGround } from '../access/decide.ts'
import { isNever } from '../access/decide.ts'
import { isField, isObject } from './declared.ts'
import { fieldModel, readableBy, rightOf } from './field-models.ts'
import type { FieldsOf } from './field-models.ts'
import type { CollectionModel, ComputedModel, Model, ModelPath } from './model.ts'
import { neededPath } from './paths.ts'

/** Computed fields as the rooms behind the model read them. */
export function computedModels(
  of: FieldsOf,
  declared: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, ComputedModel> {
  const entries = Object.entries(declared).flatMap(([name, computed]) =>
    isComputed(computed) ? [[name, computedModel(of, name, computed)] as const] : [],
  )
  return new Map(entries)
}

interface ComputedDeclaration {
  readonly of: Parameters<typeof fieldModel>[1]
  readonly from: (item: unknown, needs: Readonly<Record<string, unknown>>) => unknown
  readonly [option: string]: unknown
}

function isComputed(value: unknown): value is ComputedDeclaration {
  return isObject(value) && isField(value['of']) && typeof value['from'] === 'function'
}

function computedModel(of: FieldsOf, name: string, declared: ComputedDeclaration): ComputedModel {
  const filterable = declared['filter'] === true
  const can = rightOf(declared['can'], 'read')
  const ground = (): RuleGround => of.ground(`${of.collection}.${name}.can.read`)
  return {
    name,
    of: fieldModel({ ...of, links: new Map() }, declared.of, {
      path: [name],
      filterable,
      inList: false,
    }),
    description:
      typeof declared['description'] === 'string'
        ? declared['description']
        : (declared.of.options.description ?? null),
    reads: Array.isArray(declared['reads']) ? Object.freeze(declared['reads'].map(String)) : null,
    needs: [],
    filterable,
    readable: readableBy(can, ground),
    hidden: isNever(can),
    from: declared.from,
  }
}

/** The same with the paths that it needs: they are found once all fields are known. */
export function withNeeds(
  model: Model,
  collection: CollectionModel,
  declared: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, ComputedModel> {
  const entries = [...collection.computed].map(([name, computed]) => {
    const needs = needsOf(declared[name]).flatMap((text): ModelPath[] => {
      const found = neededPath(model, collection, text)
      return 'path' in found ? [found.path] : []
    })
    return [name, Object.freeze({ ...computed, needs: Object.freeze(needs) })] as const
  })
  return new Map(entries)
}

/** The declared paths, as written. */
export function needsOf(declared: unknown): readonly unknown[] {
  const needs = isObject(declared) ? declared['needs'] : undefined
  return Array.isArray(needs) ? needs : []
}
