import { open } from 'node:fs/promises'

/** Enough for every signature below. */
const signatureBytes = 16

export async function firstBytesOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What a file is by its first bytes, and what to do, when it is nothing that is read here; else null. */
export function foreignFormat(bytes: Buffer): string | null {
  const hex = bytes.toString('hex')
  // A digit, the size of its blocks, stands between the two parts.
  if (/^425a683[1-9]314159265359/.test(hex)) return 'it is packed with bzip2; unpack it, or pack it with gzip or zstd'
  return foreign.find(([signature]) => hex.startsWith(signature))?.[1] ?? null
}

const foreign: readonly (readonly [hex: string, told: string])[] = [
  ['504b0304', 'it is a zip archive or an Excel workbook; unpack it, or export the sheet as CSV'],
  ['d0cf11e0a1b11ae1', 'it is an Excel workbook; export the sheet as CSV'],
  ['fd377a585a00', 'it is packed with xz; unpack it, or pack it with gzip or zstd'],
  ['377abcaf271c', 'it is a 7-Zip archive; unpack it'],
  ['4152524f57310000', 'it is an Arrow (Feather) file; write it as Parquet'],
  ['4f626a01', 'it is an Avro file; write it as Parquet'],
  ['894844460d0a1a0a', 'it is an HDF5 file; write the table as Parquet'],
  ['53514c69746520666f726d6174203300', 'it is an SQLite database; export the table as CSV or Parquet'],
  ['8003', 'it is a pickle, which is never loaded here; write the table as Parquet'],
  ['8004', 'it is a pickle, which is never loaded here; write the table as Parquet'],
  ['8005', 'it is a pickle, which is never loaded here; write the table as Parquet'],
]
