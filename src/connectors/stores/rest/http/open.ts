import { StoreError } from '../../../../errors.ts'
import { baseAddress, type BaseAddress } from './address.ts'
import { alikeText } from './alike.ts'
import { answerOf } from './attempts.ts'
import { isFailure, storeError } from './failure.ts'
import type { Http, HttpOptions, HttpWorld } from './http.ts'
import { systemAddresses } from './lookup.ts'
import { httpMistakes } from './mistakes.ts'
import { createNotes } from './notes.ts'
import { preparation } from './prepare.ts'
import { createRetryBudget } from './retries.ts'
import { createWire } from './wire.ts'

const system: HttpWorld = {
  now: () => performance.now(),
  random: Math.random,
  resolve: systemAddresses,
}

/**
 * Opens one API; no socket is made before the first request. `world` gives another time, chance or names than the system.
 *
 * @example
 * const http = openHttp({ name: 'blog', url: 'https://api.example.com/v1', log })
 * const { body } = await http.send({ method: 'GET', path: '/posts', reads: true }, {})
 * @throws StoreError STORE_REFUSED where an option is wrong, or the address is private and `allowPrivate` is not said
 */
export function openHttp(options: HttpOptions, world: Partial<HttpWorld> = {}): Http {
  const base = checkedAddress(options)
  const whole = { ...system, ...world }
  const notes = createNotes(options, whole.now)
  const wire = createWire({ origin: base.origin, options, world: whole, notes })
  const retries = { budget: createRetryBudget(whole.now), random: whole.random }
  const prepare = preparation(options, base, wire)
  return {
    async send(request, ctx) {
      const sending = await prepare(request, ctx)
      const outcome = isFailure(sending) ? sending : await answerOf(wire, sending, retries)
      if (!isFailure(outcome)) return outcome
      notes.failed(`${request.method} ${request.path.split('?', 1)[0]}`, outcome)
      throw storeError(options.name, outcome)
    },
    alike: alikeText(options),
    close: wire.close,
  }
}

function checkedAddress(options: HttpOptions): BaseAddress {
  const mistakes = httpMistakes(options).map(({ at, message }) => `${at}: ${message}`)
  const base = baseAddress(options.url)
  if (typeof base === 'string' || mistakes.length > 0)
    throw new StoreError('STORE_REFUSED', options.name, mistakes.join('; '))
  return base
}
