import type { SignedInRule } from '../access/rules.ts'
import type { Field, Fields } from '../fields/field.ts'
import type { ListField } from '../fields/list.ts'
import type { ObjectField } from '../fields/object.ts'
import type { Ref } from '../fields/ref.ts'
import type { RefsList } from '../fields/refs-list.ts'
import type { ValueOf } from '../fields/stored-value.ts'
import type { Collection } from './collection.ts'
import type { Items, User } from './registry.ts'
import type { Rule } from './rule.ts'
import type { Stored, Values } from './values.ts'

/** What every action is declared with. `I` is its input, `R` its rule. */
interface CommonOptions<I, R> {
  /** Shown in GraphiQL. */
  readonly description?: string
  /** The reason, printed as `@deprecated`. */
  readonly deprecated?: string
  /** What the mutation takes: `{ days: int({ required: true, min: 1 }) }`. */
  readonly input?: I
  /** Who may. Behind `role`, `owner` and what needs them, `run` has a user; otherwise the user may be null. */
  readonly can?: R
  /** Reads and writes with all rights instead of the caller's. */
  readonly asSystem?: boolean
}

/** What an action on an item is declared with. `F` are the collection's fields, `O` is its output. */
export interface ActionOptions<F, I, O, R> extends CommonOptions<I, R & Rule<NoInfer<F>>> {
  /** What the mutation answers; the item itself when left out. `ref('books')`: an item, or its id. */
  readonly output?: O
  /** Whether it makes sense now; interfaces hide or grey it out where it does not. */
  readonly when?: (item: Stored<F>) => boolean
  /** Does it, in one transaction. */
  readonly run: (context: ActionContext<F, I, R>) => Promise<Output<O>>
}

/** What a free action, one without an item, is declared with. */
export interface FreeActionOptions<I, O, R> extends CommonOptions<I, R & Rule<{}>> {
  /** What the mutation answers. */
  readonly output: O
  /** Does it, in one transaction. */
  readonly run: (context: FreeActionContext<I, R>) => Promise<Output<O>>
}

/** What a free action's `run` is handed. */
export interface FreeActionContext<I, R> {
  /** Null when nobody is signed in, which rules like `role('member')` exclude. */
  readonly user: [R] extends [SignedInRule] ? User : User | null
  readonly input: Values<I>
  /** Every collection, with the caller's rights. */
  readonly items: Items
}

/** What an action's `run` is handed. */
export interface ActionContext<F, I, R> extends FreeActionContext<I, R> {
  readonly item: Stored<F>
}

/** What `run` returns: a value of the output; for each link in it an item or its id. */
export type Output<O> = O extends Field ? OutputValue<O> : void

type OutputValue<T> =
  T extends Ref<string, unknown, infer N>
    ? LinkedItem | Extract<N, null>
    : T extends RefsList
      ? readonly LinkedItem[]
      : T extends ObjectField<infer F, infer N>
        ? { readonly [K in keyof F]: OutputValue<F[K]> } | N
        : T extends ListField<infer Of, infer V>
          ? readonly NonNullable<OutputValue<Of>>[] | Extract<V, null>
          : ValueOf<T>

type LinkedItem = string | { readonly id: string }

/** A declared action, frozen. */
export interface Action<I = Fields, O = Field | undefined> {
  readonly kind: 'action'
  /** The collection whose items it acts on; null for a free action. */
  readonly on: Collection | null
  readonly input: I
  /** Undefined: it answers the item. */
  readonly output: O
  /** Everything else that was said; the model reads and checks it. */
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Declares a business change; `export const borrow` on books becomes the mutation `borrowBook(id, input)`.
 * Without a collection it is a free action: a mutation of its own name, in any module without a default export.
 *
 * @example
 * export const borrow = action(books, {
 *   input: { days: int({ required: true, min: 1, max: 30 }) },
 *   can: role('member'),
 *   when: (book) => !book.loan?.user,
 *   run: async ({ user, item, items }) => { await items.books.update(item.id, { loan: { user: user.id } }) },
 * })
 */
export function action<
  F extends Fields,
  const I extends Fields = {},
  O extends Field | undefined = undefined,
  const R = unknown,
>(on: Collection<F>, options: ActionOptions<F, I, O, R>): Action<I, O>
export function action<const I extends Fields = {}, O extends Field = Field, const R = unknown>(
  options: FreeActionOptions<I, O, R>,
): Action<I, O>
export function action(...given: [Collection, Declared] | [Declared]): Action {
  const [on, options] = given.length === 2 ? given : [null, given[0]]
  const { input, output, ...rest } = { ...options }
  return Object.freeze({
    kind: 'action',
    on,
    input: Object.freeze({ ...input }),
    output,
    options: Object.freeze(rest),
  })
}

interface Declared {
  readonly input?: Fields
  readonly output?: Field | undefined
}
