import { loadCore } from '../../src/load-core.ts'

// Trained before anything is broken; keep-model.ts says why.
loadCore(() => console.log('Training on the example questions.'))
await import('../../node_modules/@stryker-mutator/core/bin/stryker.js' as string)
