import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { z } from 'zod'

const Task = z.object({ svg: z.string(), width: z.number() })
const FONT = '@expo-google-fonts/atkinson-hyperlegible'
const FAMILY = 'Atkinson Hyperlegible'

// Without a font of our own the numbers would silently vanish on machines that have none.
const { resolve } = createRequire(import.meta.url)
const file = (name: string) => readFileSync(resolve(name))
const font = (weight: string) => file(`${FONT}/${weight}/AtkinsonHyperlegible_${weight}.ttf`)

const { svg, width } = Task.parse(workerData)
await initWasm(file('@resvg/resvg-wasm/index_bg.wasm'))
const drawing = new Resvg(svg, {
  background: 'white',
  fitTo: { mode: 'width', value: width },
  font: {
    fontBuffers: [font('400Regular'), font('700Bold')],
    defaultFontFamily: FAMILY,
    sansSerifFamily: FAMILY,
  },
})
parentPort?.postMessage(drawing.render().asPng())
