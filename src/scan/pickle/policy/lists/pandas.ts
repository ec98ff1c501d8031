import type { NamesByRole } from '../names-by-role.ts'

/** pandas: frames, indexes, arrays and types, and how old and new versions rebuild them. */
export const pandasNames: NamesByRole = {
  class: `
    pandas: ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset
      DatetimeIndex DatetimeTZDtype Flags Float32Dtype Float64Dtype Index Int16Dtype Int32Dtype Int64Dtype
      Int8Dtype Interval IntervalDtype IntervalIndex MultiIndex Period PeriodDtype PeriodIndex RangeIndex Series
      SparseDtype StringDtype Timedelta TimedeltaIndex Timestamp UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype
    pandas.arrays: ArrowExtensionArray ArrowStringArray BooleanArray DatetimeArray FloatingArray IntegerArray
      IntervalArray NumpyExtensionArray PeriodArray SparseArray StringArray TimedeltaArray
    pandas._libs.arrays: NDArrayBacked
    pandas._libs.internals: Block BlockManager BlockPlacement BlockValuesRefs NDArrayBackedBlock NumpyBlock
      SharedBlock
    pandas._libs.interval: Interval IntervalTree
    pandas._libs.sparse: BlockIndex IntIndex SparseIndex
    pandas._libs.tslibs.dtypes: FreqGroup NpyDatetimeUnit PeriodDtypeBase Resolution
    pandas._libs.tslibs.fields: RoundTo
    pandas._libs.tslibs.nattype: NaTType _NaT
    pandas._libs.tslibs.offsets: BHalfYearBegin BHalfYearEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd
      BusinessDay BusinessHour BusinessMonthBegin BusinessMonthEnd CustomBusinessDay CustomBusinessHour
      CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day Easter FY5253 FY5253Quarter HalfYearBegin
      HalfYearEnd HalfYearOffset Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd MonthOffset Nano
      OffsetMeta QuarterBegin QuarterEnd QuarterOffset RelativeDeltaOffset Second SemiMonthBegin SemiMonthEnd
      SemiMonthOffset SingleConstructorOffset Tick Week WeekOfMonth YearBegin YearEnd YearOffset
      _CustomBusinessMonth _CustomBusinessMonthBegin _CustomBusinessMonthEnd _YearEnd
    pandas._libs.tslibs.period: Period _Period
    pandas._libs.tslibs.timedeltas: MinMaxReso ResoState Timedelta _Timedelta
    pandas._libs.tslibs.timestamps: MinMaxReso Timestamp _Timestamp
    pandas.core.arrays._mixins: NDArrayBackedExtensionArray
    pandas.core.arrays.arrow.array: ArrowExtensionArray
    pandas.core.arrays.arrow.dtype: ArrowDtype
    pandas.core.arrays.base: ExtensionArray ExtensionArrayNaResult ExtensionArraySupportsAnyAll
    pandas.core.arrays.boolean: BooleanArray BooleanDtype
    pandas.core.arrays.categorical: Categorical
    pandas.core.arrays.datetimes: DatetimeArray
    pandas.core.arrays.floating: Float32Dtype Float64Dtype FloatingArray FloatingDtype
    pandas.core.arrays.integer: Int16Dtype Int32Dtype Int64Dtype Int8Dtype IntegerArray IntegerDtype UInt16Dtype
      UInt32Dtype UInt64Dtype UInt8Dtype
    pandas.core.arrays.interval: IntervalArray
    pandas.core.arrays.numeric: NumericArray NumericDtype
    pandas.core.arrays.numpy_: NumpyExtensionArray PandasArray
    pandas.core.arrays.period: PeriodArray
    pandas.core.arrays.sparse.array: SparseArray
    pandas.core.arrays.sparse.dtype: SparseDtype
    pandas.core.arrays.string_: StringArray StringDtype
    pandas.core.arrays.string_arrow: ArrowStringArray ArrowStringArrayNumpySemantics
    pandas.core.arrays.timedeltas: TimedeltaArray
    pandas.core.dtypes.base: ExtensionDtype Registry StorageExtensionDtype
    pandas.core.dtypes.dtypes: ArrowDtype CategoricalDtype CategoricalDtypeType DatetimeTZDtype IntervalDtype
      NumpyEADtype PandasDtype PandasExtensionDtype PeriodDtype SparseDtype
    pandas.core.frame: DataFrame _DuplicateColumnRecorder
    pandas.core.generic: NDFrame
    pandas.core.indexes.base: Index
    pandas.core.indexes.category: CategoricalIndex
    pandas.core.indexes.datetimes: DatetimeIndex
    pandas.core.indexes.extension: ExtensionIndex NDArrayBackedExtensionIndex
    pandas.core.indexes.frozen: FrozenList
    pandas.core.indexes.interval: IntervalIndex
    pandas.core.indexes.multi: MultiIndex MultiIndexPyIntEngine MultiIndexUInt16Engine MultiIndexUInt32Engine
      MultiIndexUInt64Engine MultiIndexUInt8Engine MultiIndexUIntEngine
    pandas.core.indexes.numeric: Float64Index Int64Index IntegerIndex NumericIndex UInt64Index
    pandas.core.indexes.period: PeriodIndex
    pandas.core.indexes.range: RangeIndex
    pandas.core.indexes.timedeltas: TimedeltaIndex
    pandas.core.internals.api: _DatetimeTZBlock
    pandas.core.internals.array_manager: ArrayManager NullArrayProxy SingleArrayManager
    pandas.core.internals.base: DataManager SingleDataManager _AlreadyWarned
    pandas.core.internals.blocks: Block CategoricalBlock DatetimeLikeBlock DatetimeTZBlock EABackedBlock
      ExtensionBlock NDArrayBackedExtensionBlock NumericBlock NumpyBlock ObjectBlock
    pandas.core.internals.managers: BlockManager SingleBlockManager
    pandas.core.internals.ops: BlockPairInfo
    pandas.core.series: Series
  `,
  reduce: `
    pandas._libs.arrays: __pyx_unpickle_NDArrayBacked
    pandas._libs.internals: _unpickle_block __pyx_unpickle_BlockPlacement
    pandas._libs.interval: Interval __pyx_unpickle_IntervalMixin
    pandas._libs.sparse: BlockIndex IntIndex
    pandas: DateOffset Interval Period PeriodDtype StringDtype
    pandas._libs.tslibs.nattype: __nat_unpickle _nat_unpickle
    pandas._libs.missing: __pyx_unpickle_C_NAType
    pandas._libs.tslibs.offsets: BHalfYearBegin BHalfYearEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd
      BusinessDay BusinessHour BusinessMonthBegin BusinessMonthEnd CustomBusinessDay CustomBusinessHour
      CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day Easter FY5253 FY5253Quarter HalfYearBegin
      HalfYearEnd HalfYearOffset Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd Nano QuarterBegin
      QuarterEnd Second SemiMonthBegin SemiMonthEnd Week WeekOfMonth YearBegin YearEnd
    pandas._libs.tslibs.period: Period
    pandas._libs.tslibs.timedeltas: Timedelta _timedelta_unpickle
    pandas._libs.tslibs.timestamps: _unpickle_timestamp
    pandas.core.arrays.string_: StringDtype
    pandas.core.dtypes.dtypes: PeriodDtype
    pandas.core.internals.managers: BlockManager SingleBlockManager
  `,
  data: `
    pandas: NA
    pandas: Categorical CategoricalIndex DatetimeIndex Index IntervalIndex MultiIndex NA PeriodIndex RangeIndex
      TimedeltaIndex
    pandas._libs.missing: NA
    pandas.arrays: DatetimeArray IntervalArray PeriodArray StringArray TimedeltaArray
  `,
  passthrough: `
    pandas.core.indexes.base: _new_Index
    pandas.core.indexes.datetimes: _new_DatetimeIndex
    pandas.core.indexes.interval: _new_IntervalIndex
    pandas.core.indexes.period: _new_PeriodIndex
    pandas.core.indexes.timedeltas: _new_TimedeltaIndex
  `,
}
