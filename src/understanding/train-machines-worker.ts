import { workerData } from 'node:worker_threads'
import { type Machines, takeMachines } from './train-machines.ts'

takeMachines(workerData as Machines)
