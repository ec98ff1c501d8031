/**
 * Every mistake a user can make and every way the world can fail, in one catalogue. Codes are public and permanent.
 * `{name}` is filled from the details. `exit` is 2 for what is wrong before the run, 3 for what went wrong in it.
 */
export const errorCatalogue = {
  // configuration
  CONFIG_NOT_FOUND: entry(
    'There is no configuration file at {path}.',
    'Write one with "airworthy init", or name another file.',
  ),
  CONFIG_UNREADABLE: entry('{path} is not a valid configuration file: {problem}', 'Mend the file at the place named.'),
  CONFIG_UNKNOWN_KEY: entry('Unknown key "{key}" in {where}.', '{suggestion}'),
  CONFIG_INVALID: entry(
    '{where}: {problem}',
    'Mend that value; docs/reference/configuration.md lists every setting, "airworthy checks ID" those of a check.',
  ),
  CONFIG_UNKNOWN_CHECK: entry('There is no check "{id}".', '{suggestion}'),
  PLUGIN_FAILED: entry(
    'The checks in {path} could not be loaded: {problem}',
    'The file must export checks made with defineCheck.',
  ),
  INIT_NO_DATA: entry('No data file was found here.', 'Name the files: airworthy init train.csv test.csv model.onnx.'),
  INIT_UNKNOWN_FILE: entry(
    '{path} is neither data nor a model that can be run.',
    'Data are .csv, .tsv, .parquet or .jsonl, models .onnx, or a .js or .ts file that predicts. Export other models to ONNX, or predict elsewhere and name a column of predictions.',
  ),
  INIT_CANCELLED: entry('Nothing was written.', 'Run "airworthy init" again.'),
  OUTPUT_EXISTS: entry('{path} is there already.', 'Name another file with --output, or overwrite it with --force.'),
  OPTION_INVALID: entry('{option}: {problem}', 'See "airworthy {command} --help".'),
  // data
  DATA_NOT_FOUND: entry('There is no file at {path} ({role} data).', 'Paths in a configuration are relative to it.'),
  DATA_UNREADABLE: entry('{path} could not be read as {format}: {problem}', 'Check the file, or set data.format.'),
  DATA_FORMAT_UNKNOWN: entry(
    '{path} has an ending that is not known.',
    'Use .csv, .tsv, .parquet, .json, .jsonl or .ndjson (also .gz or .zst), or set data.format.',
  ),
  DATA_EMPTY: entry('{path} has no rows.', 'Give a file with a header and rows.'),
  DATA_TOO_FEW_ROWS: entry(
    '{path} has {rows} row(s); at least {needed} are needed.',
    'Nothing can be said of so few rows.',
  ),
  DATA_DUPLICATE_COLUMN: entry('{path} has the column "{column}" more than once.', 'Rename or drop one of them.'),
  DATA_NO_COLUMN: entry('{path} has no column "{column}" ({role}).', '{suggestion}'),
  DATA_COLUMNS_DIFFER: entry(
    'Reference and evaluation have different columns: {problem}.',
    'Export both with the same columns, or list the extra ones under data.ignore.',
  ),
  DATA_KIND_DIFFERS: entry(
    'Column "{column}" is {reference} in the reference and {evaluation} in the evaluation data.',
    'Mend the export, or list the value under data.missing if it means that. To compare the column as texts in both, set data.columns: { "{column}": { kind: category } }.',
  ),
  DATA_KIND_UNFIT: entry(
    'Column "{column}" is to be read as {kind}, but in the {role} data it is {found}.',
    'Mend the value, list it under data.missing, or change data.columns.',
  ),
  DATA_NO_FEATURES: entry('No column is left as a feature.', 'Check data.ignore and data.columns.'),
  LABEL_NOT_BINARY: entry(
    'The label "{column}" has {count} values ({values}), but the task is binary.',
    'Set task: multiclass, or mend the label.',
  ),
  LABEL_ONE_VALUE: entry(
    'The label "{column}" has only the value {value} in the {role} data.',
    'Give data with both outcomes.',
  ),
  LABEL_NOT_NUMERIC: entry(
    'The label "{column}" is not numeric, but the task is regression.',
    'Set the task to binary or multiclass, or mend the label.',
  ),
  LABEL_ALL_MISSING: entry(
    'The label "{column}" is missing in every row of the {role} data.',
    'Leave out data.label to run what needs no labels.',
  ),
  POSITIVE_NOT_FOUND: entry(
    'The positive class "{positive}" never occurs in "{column}" (values: {values}).',
    '{suggestion}',
  ),
  POSITIVE_NEEDED: entry(
    'The task is binary and "{column}" has the values {values}: which one is positive?',
    'Set data.positive.',
  ),
  // scans
  MODEL_NOT_ANALYSED: entry(
    'A part of the model file could not be analysed: {problem} ({place}; {gaps} such part(s)).',
    'See "airworthy scan" on the file; what is not understood has not passed.',
    3,
  ),
  SCAN_NOT_FOUND: entry('There is nothing at {path}.', 'Name files, folders or globs, or - for standard input.'),
  SCAN_SETTINGS_UNREADABLE: entry('{path} cannot be used: {problem}', 'Mend the file at the place named.'),
  // predictions
  PREDICTIONS_OUT_OF_RANGE: entry(
    '{what} "{column}" holds {value} in row {row}: a probability lies between 0 and 1.',
    '{suggestion}',
  ),
  PREDICTIONS_NOT_FINITE: entry(
    'Column "{column}" holds {value} in row {row}: a prediction is a finite number.',
    'Mend the model where it overflows or divides by zero, and predict again.',
  ),
  PREDICTIONS_MISSING: entry(
    'Column "{column}" has no prediction in {count} row(s), first in row {row}.',
    'Give a prediction for every row.',
  ),
  PREDICTIONS_UNKNOWN_CLASS: entry(
    'Column "{column}" predicts "{value}" in row {row}, which is no class of the label ({values}).',
    'Use the spelling of the label column.',
  ),
  PREDICTIONS_CLASS_UNCOVERED: entry(
    'model.predictions.scores names no column for the class "{class}".',
    '{suggestion} Each class of the label needs one.',
  ),
  PREDICTIONS_WRONG_LENGTH: entry(
    'The model answered {answered} rows of {asked}.',
    'A model answers each row once, in order.',
  ),
  // models
  MODEL_NOT_FOUND: entry('There is no model at {path}.', 'Paths in a configuration are relative to it.'),
  MODEL_CORRUPT: entry('{path} is not a readable ONNX model: {problem}', 'Export the model again.'),
  MODEL_UNKNOWN_OPERATOR: entry(
    '{path} needs an operator that ONNX Runtime does not have: {operator}.',
    'Export with a standard opset, or give predictions instead.',
  ),
  MODEL_INPUT_MISMATCH: entry('The model wants an input "{input}" ({type}), and {problem}.', '{suggestion}'),
  MODEL_OUTPUT_UNKNOWN: entry('No output of {path} can be read as predictions: {problem}', '{suggestion}'),
  MODEL_CLASSES_MISMATCH: entry(
    'The model tells {model} classes, the label has {label}: {values}.',
    'Under model.classes name them as the label spells them, in the order of the scores.',
  ),
  MODEL_CLASSES_UNKNOWN: entry(
    'The data have no label, and {path} does not tell its classes.',
    'Name them in the order of the scores under model.classes.',
  ),
  MODEL_NOT_BINARY: entry(
    'The task is binary, and {path} tells {count} classes: {values}.',
    'Set task: multiclass, or name two under model.classes.',
  ),
  MODEL_LOAD_FAILED: entry(
    'The model {path} could not be loaded: {problem}',
    'Load it on its own, outside of Airworthy, to see more.',
  ),
  MODEL_RUNTIME_MISSING: entry(
    'ONNX Runtime is not installed: {problem}',
    'Install it with ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node.',
  ),
  MODEL_FAILED_ON_DATA: entry(
    'The model failed on {failed} of {rows} rows of the {role} data: {problem}',
    'A model has to answer its own data; mend the model or the rows.',
    3,
  ),
  MODEL_TIMED_OUT: entry(
    'The model did not answer within {limit} s.',
    'Raise limits.seconds, or make the model faster.',
    3,
  ),
  MODEL_OUT_OF_MEMORY: entry('The model used over {limit} MB.', 'Raise limits.memory.', 3),
  FUNCTION_FAILED: entry(
    'The predict function of {path} failed: {problem}',
    'It takes a frame and returns one score a row.',
    3,
  ),
  // runs
  RUN_NOT_FOUND: entry('There is no run "{run}" in {store}.', '{suggestion}'),
  RUN_AMBIGUOUS: entry('{count} runs begin with "{run}", the newest is {newest}.', 'Give more of the id, or "latest".'),
  RUN_CHANGED: entry(
    'Run {run} cannot be resumed: {what} changed since it began.',
    'Give it back what it began with, or start a new run; "airworthy judge" puts finished runs under other limits.',
  ),
  RUN_OF_FUNCTION: entry(
    'The model of run {run} is a function, which is not stored.',
    'Go on in the program that has it: test(config, { resume: "{run}" }).',
  ),
  RUN_INCOMPLETE: entry('Run {run} was not finished.', 'Finish it with "airworthy test --resume {run}".'),
  JUDGE_OTHER_TASK: entry(
    'Run {run} was {was}, the configuration is for {task}.',
    'Name the configuration of that run, with other limits.',
  ),
  RUN_BUSY: entry(
    'Another process is working on run {run}.',
    'Wait for it to end, or begin a run of your own without --resume.',
  ),
  STORE_UNUSABLE: entry(
    'The run store {path} cannot be used: {problem}',
    'Make the folder writable and leave room in it, or name another with AIRWORTHY_HOME.',
  ),
  STORE_NEWER: entry(
    'The run store {path} was made by a newer version of Airworthy.',
    'Use that version, or name another folder with AIRWORTHY_HOME.',
  ),
  STORE_DAMAGED: entry(
    'The run store {path} is damaged: {problem}',
    'Move it away or restore it; the next run begins a new one. Reports that were written hold all of their run.',
  ),
  STORE_WRITE_FAILED: entry(
    'Run {run} could not be stored further: {problem}',
    'Make room, then go on with "airworthy test --resume {run}".',
    3,
  ),
  OUTPUT_UNWRITABLE: entry('{path} cannot be written: {problem}', 'Name a folder that exists and may be written to.'),
  OUTPUT_NOT_WRITTEN: entry(
    'Run {run} is finished, but {problem}',
    'Nothing has to be measured again: make room, then "airworthy judge {run} --output FILE" (or --witnesses FOLDER).',
    3,
  ),
  OUTPUT_FORMAT_UNKNOWN: entry(
    '{path}: the ending of an output tells its format.',
    'Use .html, .json, .junit.xml, .sarif or .md for a test; .json, .sarif, .md or .cdx.json for a scan.',
  ),
  PAGE_NOT_BUILT: entry('The report page is not built, so no .html can be written.', 'Run "npm run build" once.'),
  CHECK_FAILED: entry(
    'The check {check} broke: {problem}',
    'This is a bug of the check; the run went on without it.',
    3,
  ),
  ENDED_EARLY: entry(
    'The process was ended before the command was done.',
    'A check, a module or a function of your own ended it, or waits for what never comes.',
    3,
  ),
  CANCELLED: entry('Stopped. What was measured is kept.', 'Go on with "airworthy test --resume {run}".', 3),
  CANCELLED_EARLY: entry('Stopped before anything was measured.', 'Run the same command again.', 3),
  WITNESSES_KEPT: entry(
    'The folder {path} is not empty.',
    'Name a new one: witnesses that somebody may keep are never overwritten.',
  ),
  WITNESS_DATA_CHANGED: entry(
    '{path} is no longer the file that run {run} was made with, so its rows cannot be written as witnesses.',
    'Put that file back, or run "airworthy test --witnesses" anew.',
  ),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue

/** Something a user or the world did. Has a stable code, says what is wrong, where, and what to do. */
export class AirworthyError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly exit: 2 | 3

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    const { message, hint, exit } = errorCatalogue[code] as ErrorEntry
    super(fill(message, details), cause === undefined ? undefined : { cause })
    this.name = 'AirworthyError'
    this.code = code
    this.hint = fill(hint, details)
    this.exit = exit
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

interface ErrorEntry {
  readonly message: string
  readonly hint: string
  readonly exit: 2 | 3
}

function entry(message: string, hint: string, exit: 2 | 3 = 2): ErrorEntry {
  return { message, hint, exit }
}

function fill(template: string, details: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(details[name] ?? slot))
}
