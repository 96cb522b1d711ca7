import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressions = [
  { suffix: '.gz', compress: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) },
  {
    suffix: '.br',
    compress: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
]

/** Writes the gzip and brotli forms beside a file, so that serving it costs no compression. */
export async function precompress(path: string): Promise<void> {
  const bytes = await readFile(path)
  await Promise.all(
    compressions.map(async ({ suffix, compress }) =>
      writeFile(path + suffix, await compress(bytes)),
    ),
  )
}
