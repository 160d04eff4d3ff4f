import { connectorContract } from './contract.ts'
import { restHarness } from './rest-api.ts'

connectorContract('rest, a plain list and single items', restHarness({}, {}, false))

connectorContract(
  'rest, pages by number, ids repeated',
  restHarness(
    {
      many: { style: 'repeat' },
      paging: { style: 'page', size: 'size', max: 5, total: 'x-total-count' },
    },
    {
      many: { param: 'id', style: 'repeat' },
      paging: { style: 'page', size: 'size', max: 5, total: 'x-total-count' },
    },
  ),
)

connectorContract(
  'rest, pages by offset, filters and sorts, an envelope',
  restHarness(
    {
      many: { style: 'comma' },
      rows: 'data.items',
      item: 'data',
      paging: { style: 'offset', max: 4, total: 'meta.total' },
      filters: { author: 'author', title: 'title', user: ['loan.user', 'borrower.id'] },
      search: { q: 'title' },
      bounds: {
        min_pages: { member: 'pages', op: 'gte' },
        max_pages: { member: 'pages', op: 'lte' },
      },
      sort: 'sort',
    },
    {
      rows: 'data.items',
      item: '$.data',
      many: { param: 'id', style: 'comma' },
      filters: {
        'author.eq': 'author',
        'author.in': { param: 'author', style: 'repeat' },
        'title.eq': 'title',
        'loan.user.in': { param: 'user', style: 'comma' },
        'title.contains': 'q',
        'pages.gte': 'min_pages',
        'pages.lte': 'max_pages',
      },
      sort: {
        title: 'sort',
        pages: { param: 'sort', asc: 'pages', desc: '-pages', join: ',' },
        id: { param: 'sort', asc: 'id', desc: '-id' },
      },
      paging: { style: 'offset', offset: 'offset', size: 'limit', max: 4, total: 'meta.total' },
    },
  ),
)

connectorContract(
  'rest, cursors, ids by POST',
  restHarness(
    {
      many: { style: 'post', path: '/search', param: 'ids', missing: '404 for none' },
      rows: 'books',
      paging: { style: 'cursor', param: 'after', size: 'first', max: 5, next: 'page.next' },
      filters: { by: 'author' },
    },
    {
      rows: 'books',
      many: { path: '/books/search', param: 'ids', method: 'POST' },
      filters: { 'author.eq': 'by' },
      paging: { style: 'cursor', param: 'after', size: 'first', next: 'page.next' },
    },
    false,
  ),
)

connectorContract(
  'rest, Link headers, an order of its own',
  restHarness(
    { paging: { style: 'link', size: 'per_page', max: 5 }, many: { style: 'repeat' } },
    {
      many: { param: 'id', missing: 'any' },
      paging: { style: 'link', size: 'per_page', max: 5 },
    },
  ),
)

connectorContract(
  'rest, lists that carry some of the fields, pages of a fixed size',
  restHarness(
    {
      listFields: ['id', 'title', 'pages', 'names'],
      many: { style: 'comma', path: '/some', param: 'ids', missing: '404 for any' },
      paging: { style: 'page', first: 0, size: null, defaultSize: 5 },
      filters: { author: 'author' },
    },
    {
      listFields: ['title', 'pages'],
      many: { path: '/books/some', param: 'ids', style: 'comma', missing: 'any' },
      filters: { 'author.eq': 'author' },
      paging: { style: 'page', first: 0 },
    },
    false,
  ),
)
