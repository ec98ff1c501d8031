import { archiveRules } from './archive.ts'
import { billOfMaterialsRules } from './bill-of-materials.ts'
import { configCodeRules } from './config-code.ts'
import { dependenciesRules } from './dependencies.ts'
import { dependencyHygieneRules } from './dependency-hygiene.ts'
import { externalDataRules } from './external-data.ts'
import { formatRules } from './format.ts'
import { graphOpsRules } from './graph-ops.ts'
import { nativeCodeRules } from './native-code.ts'
import { pickleCodeRules } from './pickle-code.ts'
import { secretsRules } from './secrets.ts'
import { signatureRules } from './signature.ts'
import { templatesRules } from './templates.ts'
import type { Rule } from './rule.ts'

/** Every rule of the scanner. Ids are public and permanent; the part before the slash is the check they belong to. */
export const rules = {
  ...pickleCodeRules,
  ...archiveRules,
  ...formatRules,
  ...graphOpsRules,
  ...externalDataRules,
  ...configCodeRules,
  ...nativeCodeRules,
  ...templatesRules,
  ...secretsRules,
  ...dependenciesRules,
  ...dependencyHygieneRules,
  ...signatureRules,
  ...billOfMaterialsRules,
} satisfies Readonly<Record<string, Rule>>

export type RuleId = keyof typeof rules
