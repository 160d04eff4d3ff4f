/**
 * On every reply of the API: nothing is sniffed, cached, framed or run. There is no `server` and no version.
 * GraphiQL's page and assets bring their own policy and caching.
 */
export const apiHeaders = Object.freeze({
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'x-frame-options': 'DENY',
})
