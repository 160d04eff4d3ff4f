export { httpMistakes } from './mistakes.ts'
export { openHttp } from './open.ts'
export type { Http, HttpOptions, HttpReply, HttpRequest } from './http.ts'
