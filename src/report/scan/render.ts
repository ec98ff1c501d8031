import { canonicalJson } from '../../core/canonical-json.ts'
import type { ScanReport } from '../../core/scan-report.ts'
import { billOfMaterials } from './bom.ts'
import { scanMarkdown } from './markdown.ts'
import { scanSarif } from './sarif.ts'

export type ScanFormat = 'json' | 'sarif' | 'bom' | 'markdown'

/** Longer endings stand before those that they end in. */
const endings: readonly (readonly [string, ScanFormat])[] = [
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.cdx.json', 'bom'],
  ['.bom.json', 'bom'],
  ['.json', 'json'],
  ['.md', 'markdown'],
]

/** The format that the ending of a path asks for; undefined when it is none of ours. */
export function scanFormatOf(path: string): ScanFormat | undefined {
  return endings.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1]
}

/** The result of a scan in a format. */
export function renderScan(report: ScanReport, format: ScanFormat): string {
  switch (format) {
    case 'json':
      return `${canonicalJson(report, 2)}\n`
    case 'sarif':
      return scanSarif(report)
    case 'markdown':
      return scanMarkdown(report)
    case 'bom':
      return billOfMaterials(report)
  }
}
