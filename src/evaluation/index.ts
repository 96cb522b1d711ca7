export { answerAll, crossValidate } from './evaluate.ts'
export { type Labelled, labelledFrom, readLabelled } from './labelled.ts'
export { type Answered, calibration, confusions, measure, weakestFlags } from './measures.ts'
export { htmlReport, textReport } from './report.ts'
