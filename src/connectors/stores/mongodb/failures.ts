import {
  MongoAPIError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoOperationTimeoutError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
  MongoSystemError,
  MongoTopologyClosedError,
} from 'mongodb'
import { StoreError, type StoreCode } from '../../../errors.ts'

/** Codes of a server that is going, coming, or no longer the one that answers. */
const AWAY = new Set([6, 7, 89, 91, 189, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436])
const LATE = new Set([50, 202, 262])
/** A number, date or document in the data that an expression cannot take. */
const DATA = new Set([10_334, 17_419, 16_006, 16_020])

const words: Readonly<Record<StoreCode, string>> = {
  STORE_UNAVAILABLE: 'cannot be reached',
  STORE_TIMEOUT: 'did not answer in time',
  STORE_REFUSED: 'refused the request',
  STORE_BAD_DATA: 'holds data that cannot be read',
  STORE_READ_ONLY: 'cannot be written',
}

/** What clients hear of a failure; the driver's own error is the cause, for the log. */
export function failure(store: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const code = codeOf(error)
  return new StoreError(code, store, `The store "${store}" ${words[code]}.`, error)
}

/** The server did not answer within the time that its reads have. */
export function tooLate(store: string): StoreError {
  return new StoreError('STORE_TIMEOUT', store, `The store "${store}" ${words.STORE_TIMEOUT}.`)
}

function codeOf(error: unknown): StoreCode {
  if (error instanceof MongoNetworkTimeoutError) return 'STORE_TIMEOUT'
  if (error instanceof MongoOperationTimeoutError) return 'STORE_TIMEOUT'
  if (nameOf(error) === 'MongoWaitQueueTimeoutError') return 'STORE_UNAVAILABLE'
  if (error instanceof MongoNetworkError) return afterTime(error) ? 'STORE_TIMEOUT' : away(error)
  if (error instanceof MongoServerSelectionError || error instanceof MongoSystemError)
    return away(error)
  if (error instanceof MongoTopologyClosedError) return 'STORE_UNAVAILABLE'
  if (nameOf(error).startsWith('BSON')) return 'STORE_BAD_DATA'
  if (error instanceof MongoServerError) return codeOfServer(Number(error.code))
  if (error instanceof MongoParseError) return 'STORE_REFUSED'
  return error instanceof MongoAPIError ? away(error) : 'STORE_UNAVAILABLE'
}

function codeOfServer(code: number): StoreCode {
  if (AWAY.has(code)) return 'STORE_UNAVAILABLE'
  if (LATE.has(code)) return 'STORE_TIMEOUT'
  return DATA.has(code) ? 'STORE_BAD_DATA' : 'STORE_REFUSED'
}

/** A refused sign-in comes wrapped into a failure to select a server. */
function away(error: unknown): StoreCode {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof MongoServerError && (at.code === 18 || at.code === 13 || at.code === 8000)) {
      return 'STORE_REFUSED'
    }
  }
  return 'STORE_UNAVAILABLE'
}

function afterTime(error: Error): boolean {
  return /timed out/.test(error.message)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
