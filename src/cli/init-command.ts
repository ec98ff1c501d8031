import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { AirworthyError, messageOf } from '../core/errors.ts'
import { listing } from '../core/format.ts'
import type { InitFiles, Proposal } from '../app/init.ts'

export interface InitOptions {
  readonly reference?: string
  readonly evaluation?: string
  readonly model?: string
  readonly label?: string
  readonly output: string
  readonly force?: boolean
  readonly yes?: boolean
}

/** Finds or asks for the files, looks at them, and writes a configuration. */
export async function initCommand(given: readonly string[], options: InitOptions): Promise<void> {
  if (existsSync(options.output) && options.force !== true) {
    throw new AirworthyError('OUTPUT_EXISTS', { path: options.output })
  }
  const { propose, configurationText } = await import('../app/init.ts')
  refuseUnknown(given)
  const candidates = given.length > 0 ? given : readdirSync('.').filter(isLikely)
  const files = chooseFiles(candidates, options)
  const isAsking = options.yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true
  const seen = await propose(files, options.label)
  const proposal = isAsking ? await confirm(seen) : seen
  try {
    writeFileSync(options.output, configurationText(proposal, options.output))
  } catch (error) {
    throw new AirworthyError('OUTPUT_UNWRITABLE', { path: options.output, problem: messageOf(error) }, error)
  }
  console.log(describe(proposal, options.output, leftOut(candidates, files)))
}

const dataEnding = /\.(csv|tsv|parquet|jsonl|ndjson|json)(\.(gz|zst))?$/i
const moduleEnding = /\.[mc]?[jt]s$/i

/** A folder of parts is known by what is in it, unlike those that merely lie about. */
function isData(path: string): boolean {
  return dataEnding.test(path) || /[*?]/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** A file that is named and then left out in silence would be missed only in the report. */
function refuseUnknown(given: readonly string[]): void {
  for (const path of given) {
    if (!isData(path) && !moduleEnding.test(path) && !/\.onnx$/i.test(path)) {
      throw new AirworthyError('INIT_UNKNOWN_FILE', { path })
    }
  }
}

/** Of the code that lies in a folder only a model.js or predict.ts is taken for a model, of its folders only data.parquet/. */
function isLikely(file: string): boolean {
  if (!dataEnding.test(file) && isData(file)) return false
  return !moduleEnding.test(file) || /^(model|predict(or)?)\.[mc]?[jt]s$/i.test(file)
}

/** What the options say, and for the rest what the names of the files say. */
function chooseFiles(candidates: readonly string[], { reference, evaluation, model }: InitOptions): InitFiles {
  const data = dataAmong(candidates)
  const learnt =
    reference ??
    data.find((file) => file !== evaluation && /train|reference|baseline/i.test(file)) ??
    (data.length > 1 && evaluation === undefined ? data[0] : undefined)
  const tested =
    evaluation ??
    data.find((file) => file !== learnt && /test|eval|valid|holdout|current/i.test(file)) ??
    data.find((file) => file !== learnt)
  if (tested === undefined) throw new AirworthyError('INIT_NO_DATA')
  const runnable =
    model ?? candidates.find((file) => /\.onnx$/i.test(file)) ?? candidates.find((file) => moduleEnding.test(file))
  return {
    evaluation: tested,
    ...(learnt === undefined ? {} : { reference: learnt }),
    ...(runnable === undefined ? {} : { model: runnable }),
  }
}

function dataAmong(candidates: readonly string[]): readonly string[] {
  return candidates.filter((file) => isData(file) && !/package(-lock)?\.json$|tsconfig|airworthy/i.test(file))
}

/** Mostly a pattern that the shell has filled in, whose files were meant as one set. */
function leftOut(candidates: readonly string[], { reference, evaluation }: InitFiles): readonly string[] {
  return dataAmong(candidates).filter((file) => file !== reference && file !== evaluation)
}

async function confirm(seen: Proposal): Promise<Proposal> {
  const { cancel, intro, isCancel, multiselect, select } = await import('@clack/prompts')
  const { propose } = await import('../app/init.ts')
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (!isCancel(answer)) return answer as Exclude<T, symbol>
    cancel('Nothing was written.')
    throw new AirworthyError('INIT_CANCELLED')
  }
  intro(`Testing ${seen.files.evaluation}${seen.files.model === undefined ? '' : ` with ${seen.files.model}`}`)
  const names = seen.columns.map(({ name }) => name)
  const label = answered(
    await select({
      message: 'Which column is the true answer?',
      options: names.map((value) => ({ value, label: value })),
      ...(seen.label === null ? {} : { initialValue: seen.label }),
    }),
  )
  const again = label === seen.label ? seen : await propose(seen.files, label)
  const positive =
    again.task === 'binary'
      ? answered(
          await select({
            message: 'Which value is positive?',
            options: again.classes.map((value) => ({ value, label: value })),
            ...(again.positive === null ? {} : { initialValue: again.positive }),
          }),
        )
      : null
  const isProtected = answered(
    await multiselect({
      message: 'Which columns name groups to compare for fairness?',
      options: names.filter((name) => name !== label).map((value) => ({ value, label: value })),
      initialValues: [...again.protected],
      required: false,
    }),
  )
  return { ...again, positive, protected: isProtected }
}

function describe(proposal: Proposal, output: string, others: readonly string[]): string {
  const { files, label, task, positive, protected: groups } = proposal
  const outcome =
    label === null ? 'no label found' : `label ${label}${positive === null ? '' : `, positive ${positive}`}`
  return [
    `Wrote ${output}: ${task}, ${outcome}${groups.length === 0 ? '' : `, protected ${groups.join(' and ')}`}`,
    `  evaluation ${files.evaluation}, reference ${files.reference ?? 'none'}, model ${files.model ?? 'none'}`,
    ...(others.length === 0
      ? []
      : [
          `  left out ${listing(others)}; files that are one data set are named by their folder, or by a pattern in quotes`,
        ]),
    `Read it, then run: airworthy test${output === 'airworthy.yaml' ? '' : ` ${output}`}`,
  ].join('\n')
}
