import { z } from 'zod'
import type { Frame } from '../core/frame.ts'
import { severitySchema } from '../core/report.ts'

const path = z.string().min(1)
/** A name or a value as data have it: YAML reads 14 and true as something else than texts. */
const text = z.union([z.string(), z.number(), z.boolean()], 'one text is wanted, or one number.').transform(String)
const names = z.array(text)
const globs = z.array(z.string())
const roles = ['feature', 'label', 'prediction', 'timestamp', 'id', 'group', 'weight', 'ignored'] as const
const kinds = ['number', 'category', 'text', 'time'] as const

const modelSchema = z
  .strictObject({
    onnx: path.optional().describe('An ONNX file.'),
    module: path.optional().describe('A .js or .ts file whose default export predicts: (frame) => scores.'),
    function: z
      .custom<(frame: Frame) => unknown>((value) => typeof value === 'function', 'is not a function')
      .optional()
      .describe('In code only: a function from a frame to scores.'),
    predictions: z
      .strictObject({
        score: text.optional().describe('Column with the probability of the positive class, or the value.'),
        label: text.optional().describe('Column with the predicted class.'),
        scores: z.record(z.string(), text).optional().describe('Class → the column with its probability.'),
      })
      .optional()
      .describe('Columns that hold predictions made elsewhere, in place of a model.'),
    inputs: z
      .record(z.string(), z.union([text, names]))
      .optional()
      .describe('Model input → the column, or the columns in order, that it takes. Without it names are matched.'),
    output: z
      .strictObject({
        label: z.string().optional().describe('The output with the class.'),
        scores: z
          .union([z.string(), z.literal(false), names, z.record(z.string(), z.string())])
          .optional()
          .describe(
            'The output with the probabilities; where each class has its own, all in the order of the classes, or class → output. false where it holds margins: then labels alone are judged.',
          ),
        apply: z
          .enum(['sigmoid', 'softmax'])
          .optional()
          .describe('What makes probabilities of the scores, where the model gives logits.'),
      })
      .optional()
      .describe('How the outputs of an ONNX model are read, where not by their usual names and as probabilities.'),
    classes: names.optional().describe('Classes in the order of the model, where the model does not tell.'),
  })
  .refine(
    ({ onnx, module, function: predict, predictions }) =>
      [onnx, module, predict, predictions].filter((given) => given !== undefined).length === 1,
    'give exactly one of onnx, module and predictions',
  )

const dataSchema = z.strictObject({
  reference: path
    .optional()
    .describe(
      'What the model was trained or validated on: CSV, Parquet or JSON lines; a file, a folder of parts, or a pattern such as part-*.parquet.',
    ),
  evaluation: path.describe('The data under test: a file, a folder of parts, or a pattern.'),
  label: text.optional().describe('The column with the true answer.'),
  positive: text.optional().describe('Binary: the label value that counts as positive.'),
  protected: names.prefault([]).describe('Columns whose groups are compared for fairness.'),
  ignore: names.prefault([]).describe('Columns that are not looked at.'),
  id: text.optional().describe('A column that names the row.'),
  timestamp: text.optional().describe('A column that dates the row. It is no feature; nothing is judged by time yet.'),
  group: text
    .optional()
    .describe(
      'A column whose rows belong together: a patient, a user. It is no feature; intervals still take rows as independent.',
    ),
  weight: text.optional().describe('A column with row weights. It is no feature; nothing is weighted by it yet.'),
  columns: z
    .record(z.string(), z.strictObject({ role: z.enum(roles).optional(), kind: z.enum(kinds).optional() }))
    .default({})
    .describe('Roles and kinds that are not to be inferred.'),
  missing: names.optional().describe('Texts that stand for a missing value. Without it they are inferred.'),
  format: z
    .strictObject({
      type: z.enum(['csv', 'parquet', 'jsonl']).optional().describe('Where the ending of the name does not tell.'),
      delimiter: z.string().length(1).optional().describe('Of CSV, one character.'),
      encoding: z.string().optional().describe('As the web names it: utf-8, utf-16le, windows-1252, shift_jis.'),
      header: z.boolean().optional().describe('Whether the first line of a CSV file holds names.'),
      columns: names.optional().describe('Column names of a file without a header.'),
    })
    .optional()
    .describe('How to read the files, where it is not plain from them.'),
})

const checkSettings = z.union(
  [z.boolean(), z.looseObject({ severity: severitySchema.optional(), enabled: z.boolean().optional() })],
  'settings are wanted, as in { fail: 0.3 }, or false to leave it out.',
)

/** What a configuration file may say. Everything but `task` and `data.evaluation` has a default. */
export const configSchema = z
  .strictObject({
    title: z.string().optional().describe('Name of the model, for the report.'),
    task: z
      .enum(['binary', 'multiclass', 'regression'])
      .describe('What the model answers: one of two classes, one of several, a value.'),
    model: modelSchema.optional(),
    data: dataSchema,
    threshold: z.number().gt(0).lt(1).default(0.5).describe('Binary: scores from here on are positive.'),
    checks: z
      .record(z.string(), checkSettings)
      .default({})
      .describe(
        'Check id or glob → its parameters and severity, false to leave it out, or true to have it all the same.',
      ),
    plugins: z.array(path).default([]).describe('Files that export checks of your own.'),
    only: globs.default([]).describe('Globs: run only these checks.'),
    skip: globs.default([]).describe('Globs: leave these checks out.'),
    gate: z
      .strictObject({
        blockOn: severitySchema.default('major').describe('A fail of this severity or above fails the gate.'),
        allowErrors: z.boolean().default(false).describe('Let a check that could not be finished pass the gate.'),
        required: globs.default([]).describe('Globs: these checks fail the gate when they are skipped.'),
        inconclusive: z.enum(['allow', 'block']).default('allow').describe('What an inconclusive verdict does.'),
      })
      .prefault({}),
    seed: z.int().min(0).default(0).describe('Root of all randomness.'),
    sensitivity: z.enum(['strict', 'default', 'lenient']).default('default').describe('Limits × 0.5, 1 or 2.'),
    budget: z
      .strictObject({
        rows: z.int().min(100).default(200_000).describe('Rows of a data set held in memory; larger ones are sampled.'),
        transformRows: z.int().min(1).default(10_000).describe('Rows perturbed per transformation and column.'),
        attackRows: z.int().min(1).default(1_000).describe('Rows attacked.'),
        askedRows: z
          .int()
          .min(1)
          .default(5_000_000)
          .describe(
            'About how many changed rows the model is asked about, over all checks. Many features share them: from some 40 on, fewer rows are changed and attacked.',
          ),
      })
      .prefault({}),
    limits: z
      .strictObject({
        seconds: z.number().gt(0).default(30).describe('Longest call of the model.'),
        memory: z.int().min(64).default(2048).describe('Megabytes of one inference process.'),
      })
      .prefault({}),
    output: z.array(path).default([]).describe('Reports to write; the ending tells the format.'),
  })
  .describe('Configuration of airworthy test.')

/** A configuration with every default filled in. Paths are still as written. */
export type Settings = z.output<typeof configSchema>
/** What may be written in a file or handed to `defineConfig`. */
export type ConfigInput = z.input<typeof configSchema>

/** Types a configuration in a .ts or .js file. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
