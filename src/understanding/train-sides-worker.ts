import { workerData } from 'node:worker_threads'
import { type Sides, takeSides } from './train-sides.ts'

takeSides(workerData as Sides)
