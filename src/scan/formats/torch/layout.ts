/** What a member of a PyTorch archive is by its place (torch/csrc/jit/serialization/export.cpp, torch/package, torch/export). */
export type TorchPart = 'pickle' | 'script' | 'graph' | 'storage' | 'mark' | 'other'

/** Members that only these archives have. */
const own =
  /(?:^|\/)(?:data\.pkl|constants\.pkl|bytecode\.pkl|\.data\/serialization_id|\.data\/extern_modules|archive_format|serialized_exported_program\.json)$/
const parts: readonly (readonly [TorchPart, RegExp])[] = [
  ['pickle', /\.(?:debug_)?pkl$/],
  ['script', /(?:^|\/)code\/[^]*\.py$/],
  ['graph', /(?:^|\/)(?:serialized_exported_program\.json|models\/[^/]*\.json|[^/]*_config\.json)$/],
  [
    'mark',
    /(?:^|\/)(?:version|byteorder|archive_format|archive_version|\.format_version|\.storage_alignment|serialization_id|\.data\/version|python_version)$/,
  ],
  ['storage', /(?:^|\/)(?:data|constants|traced_inputs|weights|xl_model_weights|tensors)\/[^/.]+$/],
  ['storage', /(?:^|\/)\.data\/\d+\.storage$/],
]

export function isTorchLayout(names: readonly string[]): boolean {
  return names.some((name) => own.test(name))
}

export function partOf(name: string): TorchPart {
  return parts.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}

/** Where the storages of a pickle lie: `archive/data.pkl` keeps them in `archive/data/`. */
export function storagePaths(pickle: string, key: string): readonly string[] {
  const folder = pickle.replace(/\.pkl$/, '')
  const root = pickle.split('/')[0] ?? ''
  return [`${folder}/${key}`, `${root}/.data/${key}.storage`, `${root}/data/${key}`, `${root}/constants/${key}`]
}

/** Modules that were packed as Python files beside the objects (torch.package). */
export function isPackage(names: readonly string[]): boolean {
  return names.some((name) => name.endsWith('.data/extern_modules'))
}

/** Tracing keeps the shapes of its inputs and writes their storages empty. */
export function isValueless(path: string): boolean {
  return /(?:^|\/)traced_inputs\/[^/]+$/.test(path)
}
