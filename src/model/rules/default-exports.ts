import type { Mistake } from '../../errors.ts'
import { shown } from '../../fields/misfit.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isCollection, isObject, isPart } from '../declared.ts'
import type { Exported } from '../modules.ts'
import { camel, isName } from '../names.ts'

/** A collection is the default export of one module, whose name it takes. */
export function defaultExports({ schema }: Checked): readonly Mistake[] {
  const defaults = schema.exports.filter((one) => one.name === 'default')
  return [
    ...schema.modules.flatMap(notAModule),
    ...defaults.filter((one) => !isCollection(one.value)).map(notACollection),
    ...defaults
      .filter((one) => isCollection(one.value))
      .flatMap((one) => exportedAgain(one, defaults)),
    ...schema.exports.flatMap((one) => stray(one, defaults)),
  ]
}

function notAModule(module: Checked['schema']['modules'][number]): readonly Mistake[] {
  const { name, value } = module
  if (isCollection(value)) {
    return [
      mistake(
        module,
        name,
        `is a collection where a module is expected; write { ${name}: { default: ${name} } }, or import * as ${name}`,
      ),
    ]
  }
  return isObject(value) ? [] : [mistake(module, name, `is no module but ${shown(value)}`)]
}

function notACollection(one: Exported): Mistake {
  const kind = isPart(one.value)
    ? `the default export is ${one.value.kind === 'action' ? 'an action' : 'a selection'}; export it by name, and the collection as default`
    : `the default export is ${shown(one.value)}; write export default collection('Book', { … })`
  return mistake(one, one.module, kind)
}

function exportedAgain(one: Exported, defaults: readonly Exported[]): readonly Mistake[] {
  if (!isName(camel(one.module)))
    return [
      mistake(
        one,
        one.module,
        `is no name for a collection; use letters, digits and _, such as "books"`,
      ),
    ]
  const first = defaults.find(
    (other) =>
      other.value === one.value ||
      (isCollection(other.value) && camel(other.module) === camel(one.module)),
  )
  if (!first || first === one) return []
  const sentence =
    first.value === one.value
      ? `exports the collection that ${first.module} exports already; a collection has one name`
      : `has the name of the module ${first.module}; name one of them differently`
  return [mistake(one, one.module, sentence)]
}

function stray(one: Exported, defaults: readonly Exported[]): readonly Mistake[] {
  if (one.name === 'default' || !isCollection(one.value)) return []
  if (defaults.some((other) => other.value === one.value)) return []
  return [
    mistake(
      one,
      `${one.module}.${one.name}`,
      `is a collection without a name; make it the default export of a module of its own`,
    ),
  ]
}
