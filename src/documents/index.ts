export { documents } from './documents.ts'
// The single writers stay inside: documents() knows which there are and where they stand.
