import type { Collection } from './collection.ts'
import type { FieldsOf } from './registry.ts'

/**
 * The mistakes of a schema's links, as sentences; never when there are none. Found where the gateway is made:
 * looking at the far end from the ref itself would be circular.
 */
export type MistakesOf<S> = {
  [N in keyof S]: S[N] extends { readonly default: Collection }
    ? MistakesIn<S, FieldsOf<S, N>, N & string>
    : never
}[keyof S]

/**
 * What `gateway({ schema })` asks of a schema: nothing, or that its first mistakes be mended.
 *
 * @example
 * declare function gateway<S>(options: { schema: S } & Sound<S>): void
 */
export type Sound<S> = [MistakesOf<S>] extends [never]
  ? unknown
  : { readonly fixFirst: MistakesOf<S> }

type MistakesIn<S, F, Here extends string> = {
  [K in keyof F]: FieldMistake<S, F[K], Here, K & string>
}[keyof F]

type FieldMistake<S, T, Here extends string, K extends string> = T extends {
  readonly kind: 'ref' | 'refsList'
  readonly to: infer To extends string
  readonly reverse: infer Reverse
}
  ? LinkMistake<S, To, Reverse, `${Here}.${K}`>
  : T extends WithFields<infer F>
    ? MistakesIn<S, F, `${Here}.${K}`>
    : never

type LinkMistake<S, To extends string, Reverse, Here extends string> = S extends {
  readonly [name in To]: { readonly default: Collection }
}
  ? ReverseMistake<FieldsOf<S, To & keyof S>, To, Reverse, Here>
  : `${Here}: no collection "${To}"`

/** One-way links have no reverse. */
type ReverseMistake<F, To extends string, Reverse, Here extends string> = Reverse extends string
  ? BackMistake<At<F, Reverse>, To, Reverse, Here>
  : never

type BackMistake<Back, To extends string, Reverse extends string, Here extends string> = [
  Back,
] extends [undefined]
  ? `${Here}: "${To}" has no field "${Reverse}"`
  : Back extends { readonly kind: 'ref' | 'refsList' }
    ? never
    : `${Here}: the reverse "${To}.${Reverse}" is not a ref`

/** The field at a dotted path. */
type At<F, Path> = Path extends keyof F
  ? F[Path]
  : Path extends `${infer Head}.${infer Tail}`
    ? Head extends keyof F
      ? F[Head] extends WithFields<infer G>
        ? At<G, Tail>
        : undefined
      : undefined
    : undefined

/** An object, or a list of objects. */
type WithFields<F> =
  | { readonly kind: 'object'; readonly fields: F }
  | { readonly kind: 'list'; readonly of: { readonly kind: 'object'; readonly fields: F } }
