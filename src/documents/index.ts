export { triageTable } from './triage-table.ts'
