import { createHash } from 'node:crypto'
import { canonicalJson } from '../../core/canonical-json.ts'
import type { ScanFact, ScannedFile, ScanReport } from '../../core/scan-report.ts'

/**
 * CycloneDX 1.6 (ECMA-424) with machine-learning components: every file with its hash, what it declares of itself,
 * the packages that are named or imported, and their known vulnerabilities. Holds no time and no random number, so the
 * same files give the same document; its serial number is made of its content.
 */
export function billOfMaterials(report: ScanReport): string {
  const files = report.files.map(fileComponent)
  const packages = packageComponents(report)
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'airworthy', version: report.tool.version }] },
      properties: [
        { name: 'airworthy:scan:verdict', value: report.verdict },
        { name: 'airworthy:scan:passed', value: String(report.passed) },
      ],
    },
    components: [...files, ...packages],
    dependencies: files.map((file) => ({ ref: file['bom-ref'], dependsOn: [] as string[] })),
    vulnerabilities: vulnerabilities(report),
  }
  return `${canonicalJson({ serialNumber: serialNumber(canonicalJson(document)), ...document }, 2)}\n`
}

function fileComponent(file: ScannedFile) {
  const producers = file.facts.filter((fact) => fact.kind === 'producer')
  const isModel = modelFormats.has(file.format)
  return {
    type: isModel ? 'machine-learning-model' : 'file',
    'bom-ref': `file:${file.path}`,
    name: file.path,
    ...(file.sha256 === null ? {} : { hashes: [{ alg: 'SHA-256', content: file.sha256 }] }),
    ...(isModel ? { modelCard: modelCard(file) } : {}),
    properties: [
      { name: 'airworthy:format', value: file.format },
      { name: 'airworthy:size', value: String(file.coverage.size) },
      { name: 'airworthy:verdict', value: file.verdict },
      ...producers.map(({ name, version }) => ({
        name: 'airworthy:producer',
        value: version === null ? name : `${name} ${version}`,
      })),
      ...file.facts
        .filter((fact) => fact.kind === 'property')
        .map(({ name, value }) => ({ name: `airworthy:property:${name}`, value: value.slice(0, 1000) })),
    ],
  }
}

/** Formats that hold a model or its weights; all others are files. */
export const modelFormats: ReadonlySet<string> = new Set([
  ...[
    'caffe',
    'catboost',
    'cntk',
    'coreml',
    'darknet',
    'executorch',
    'fasttext',
    'flax-msgpack',
    'ggml',
    'gguf',
    'hdf5',
  ],
  ...[
    'keras',
    'lightgbm',
    'mnn',
    'mxnet',
    'ncnn',
    'npy',
    'npz',
    'onnx',
    'openvino',
    'paddle',
    'pickle',
    'pmml',
    'rknn',
  ],
  ...['safetensors', 'skops', 'tensorflow-graph', 'tensorflow-meta-graph', 'tensorflow-saved-model', 'tensorflow-text'],
  ...['tensorflow-checkpoint-data', 'tensorrt', 'tflite', 'torch-zip', 'torch7', 'torchscript'],
  ...['xgboost-json', 'xgboost-legacy', 'xgboost-ubj'],
])

function modelCard({ facts }: ScannedFile) {
  const ports = (direction: 'input' | 'output') =>
    facts
      .filter((fact) => fact.kind === 'tensor-port' && fact.direction === direction)
      .map((fact) => ({ format: portText(fact as Extract<ScanFact, { kind: 'tensor-port' }>) }))
  const property = (name: string) => facts.find((fact) => fact.kind === 'property' && fact.name === name)
  const architecture = property('architecture')
  const task = property('task')
  return {
    modelParameters: {
      ...(task?.kind === 'property' ? { task: task.value } : {}),
      ...(architecture?.kind === 'property' ? { modelArchitecture: architecture.value } : {}),
      inputs: ports('input'),
      outputs: ports('output'),
    },
  }
}

function portText({ name, type, shape }: Extract<ScanFact, { kind: 'tensor-port' }>): string {
  return `${name}: ${type}[${shape.join(', ')}]`
}

function packageComponents({ files, advisories }: ScanReport) {
  const found = new Map<string, { ecosystem: string; name: string; version: string | null }>()
  const note = (ecosystem: string, name: string, version: string | null) => {
    found.set(packageUrl(ecosystem, name, version), { ecosystem, name, version })
  }
  for (const { facts } of files) {
    for (const fact of facts) if (fact.kind === 'package') note(fact.ecosystem, fact.name, fact.version)
  }
  for (const { ecosystem, name, version } of advisories) note(ecosystem, name, version)
  return [...found.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([purl, { name, version }]) => ({
      type: 'library',
      'bom-ref': purl,
      name,
      ...(version === null ? {} : { version }),
      purl,
    }))
}

const severities = { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' } as const

function vulnerabilities({ advisories }: ScanReport) {
  return advisories.map(({ id, aliases, level, summary, fixed, ecosystem, name, version }) => ({
    'bom-ref': `${id}:${packageUrl(ecosystem, name, version)}`,
    id,
    references: aliases.map((alias) => ({ id: alias, source: { name: sourceOf(alias) } })),
    ratings: [{ severity: severities[level] }],
    description: summary,
    ...(fixed.length === 0 ? {} : { recommendation: `Upgrade ${name} to ${fixed.join(' or ')}.` }),
    affects: [{ ref: packageUrl(ecosystem, name, version) }],
  }))
}

function sourceOf(id: string): string {
  return id.slice(0, id.indexOf('-')) || id
}

/** Package URL (ECMA-427). Names of PyPI are lower-case with dashes. */
function packageUrl(ecosystem: string, name: string, version: string | null): string {
  const at = version === null ? '' : `@${encodeURIComponent(version)}`
  if (ecosystem === 'PyPI') return `pkg:pypi/${encodeURIComponent(name.toLowerCase().replace(/[-_.]+/g, '-'))}${at}`
  return `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}${at}`
}

/** A UUID of version 8 (RFC 9562), made of a hash. */
function serialNumber(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
