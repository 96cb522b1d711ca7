export {
  PRINT_COLUMNS,
  type PrintableSummary,
  printableSummary,
  summaryDownload,
  summaryText,
} from './printable-summary.ts'
export { type Reported, type SummaryBlock, summarise } from './summarise.ts'
