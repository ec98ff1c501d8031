import { hdf5File } from '../../src/scan/formats/fixtures/hdf5-file.ts'
import type { MaliciousSample } from './sample.ts'

function written(name: string, rule: string): MaliciousSample {
  return { name: `hdf5-${name}.h5`, rule, bytes: () => hdf5File(name) }
}

export const samples: readonly MaliciousSample[] = [
  written('external-link', 'external-data/other-file'),
  written('external-link-dense', 'external-data/other-file'),
  written('external-storage', 'external-data/other-file'),
  written('virtual-dataset', 'external-data/other-file'),
  written('giant-shape', 'format/absurd-number'),
  written('lambda-config', 'config-code/runs-code'),
  written('lambda-config-dense', 'config-code/runs-code'),
  written('lambda-config-committed-type', 'config-code/runs-code'),
  written('lambda-config-nested', 'config-code/runs-code'),
  written('training-function', 'config-code/runs-code'),
  {
    name: 'hdf5-truncated.h5',
    rule: 'format/malformed',
    bytes: () => hdf5File('old').subarray(0, 6000),
  },
  {
    name: 'hdf5-user-block-config.h5',
    rule: 'config-code/runs-code',
    bytes: () => withUserBlock(hdf5File('lambda-config')),
  },
]

/** Old superblocks say where they begin, so the file may be put behind a block of other bytes. */
function withUserBlock(file: Uint8Array): Uint8Array {
  return Buffer.concat([new Uint8Array(512), file])
}
