import { pureOperators } from './pure-operators.ts'

/** Operators that read or write files, reach the network, or call code of the host. */
const hostOperators: ReadonlySet<string> = new Set(
  `
  BigQueryReader CSVDataset CSVDatasetV2 CalibrationStatisticsSaver CreateSummaryDbWriter CreateSummaryFileWriter
  DTensorRestoreV2 DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4
  DatasetToTFRecord DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary DistributedSave
  DumpTensor EagerPyFunc ExperimentalCSVDataset ExperimentalDatasetToTFRecord ExperimentalLMDBDataset
  ExperimentalMatchingFilesDataset ExperimentalSqlDataset FileSystemSetConfiguration FixedLengthRecordDataset
  FixedLengthRecordDatasetV2 FixedLengthRecordReader FixedLengthRecordReaderV2 GenerateVocabRemapping
  GeneratorDataset IO>KafkaDataset ImmutableConst ImportEvent InitializeTableFromTextFile InitializeTableFromTextFileV2 LMDBDataset
  LMDBReader ListSnapshotChunksDataset LoadAndRemapMatrix LoadDataset MatchingFiles MatchingFilesDataset
  MergeV2Checkpoints NegTrain PyFunc PyFuncStateless ReadFile RecordInput Recv RegisterDataset RegisterDatasetV2
  RemoteCall Restore RestoreSlice RestoreV2 RpcCall RpcCheckStatus RpcClient RpcGetValue RpcServer RpcServerRegister
  RpcServerStart Save SaveDataset SaveDatasetV2 SaveSlices SaveV2 Send SendRecv Skipgram SnapshotChunkDataset
  SnapshotDataset SnapshotDatasetReader SnapshotDatasetV2 SnapshotNestedDatasetReader SqlDataset TFRecordDataset
  TFRecordDatasetV2 TFRecordReader TFRecordReaderV2 TextLineDataset TextLineReader TextLineReaderV2 WholeFileReader
  WholeFileReaderV2 WorkerHeartbeat WriteFile XlaCustomCall XlaCustomCallV2 XlaHostCompute XlaRecvFromHost
  XlaSendToHost _HostRecv _HostSend _Recv _Send _XlaHostComputeMlir`
    .trim()
    .split(/\s+/),
)

/** Operators of the saver, which every SavedModel has: legal where the saver of the model uses them. */
export const saverOperators: ReadonlySet<string> = new Set([
  'MergeV2Checkpoints',
  'Restore',
  'RestoreSlice',
  'RestoreV2',
  'Save',
  'SaveSlices',
  'SaveV2',
])

/** Operators that read a file of the model's assets. */
export const assetOperators: ReadonlySet<string> = new Set([
  'InitializeTableFromTextFile',
  'InitializeTableFromTextFileV2',
])

/** Prefixes and names of public libraries of operators (TensorFlow Text, Decision Forests, Addons, Recommenders). */
const knownPrefixes = [
  'Addons>',
  'Recommenders>',
  'SimpleML',
  'TFText>',
  'TfDf',
  'Sentencepiece',
  'FastSentencepiece',
  'YggdrasilDecisionForests>',
]
const knownLibraries: ReadonlySet<string> = new Set(
  `BoiseOffsetsToTags ByteSplitByOffsets ByteSplitWithOffsets CaseFoldUTF8 ConstrainedSequence FastBertNormalize
  FastBertNormalizeWithOffsetsMap FastWordpieceDetokenize FastWordpieceTokenizeWithOffsets KerasPhraseTokenizer
  MaxSpanningTree MstSolver NgramsStringJoin NormalizeUTF8 NormalizeUTF8WithOffsetsMap OffsetsToBoiseTags
  PhraseTokenize PhraseDetokenize RegexSplitWithOffsets RougeL SplitMergeFromLogitsTokenizeWithOffsets
  SplitMergeTokenizeWithOffsets TFLite_Detection_PostProcess TokenizerFromLogits TrimmerRoundRobin
  UnicodeScriptTokenizeWithOffsets Utf8BinarizeOp Utf8Binarize WhitespaceTokenizeWithOffsets
  WhitespaceTokenizeWithOffsetsV2 WordpieceTokenizeWithOffsets XlaCallModule
  TRTEngineOp CreateTRTResourceHandle InitializeTRTResource`.split(/\s+/),
)

export type OperatorKind = 'pure' | 'host' | 'known-library' | 'library' | 'unknown'

export function judgeOperator(name: string): OperatorKind {
  if (pureOperators.has(name)) return 'pure'
  if (hostOperators.has(name)) return 'host'
  if (knownLibraries.has(name) || knownPrefixes.some((prefix) => name.startsWith(prefix))) return 'known-library'
  return name.includes('>') ? 'library' : 'unknown'
}

/** Attributes that name a file or an address, by operator. Their values must be empty, or one of these. */
export const pathAttributes: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map([
  ['DebugNumericSummaryV2', new Map([['debug_urls', []]])],
  ['DecodeProtoV2', new Map([['descriptor_source', ['local://']]])],
  ['EncodeProto', new Map([['descriptor_source', ['local://']]])],
  ['FixedUnigramCandidateSampler', new Map([['vocab_file', []]])],
  ['PrintV2', new Map([['output_stream', ['stdout', 'stderr', 'log(info)', 'log(warning)', 'log(error)']]])],
])

/** The same for attributes of any operator, whatever it is. */
export const anyPathAttributes: ReadonlySet<string> = new Set([
  'debug_urls',
  'filename',
  'filenames',
  'file_pattern',
  'vocab_file',
])
