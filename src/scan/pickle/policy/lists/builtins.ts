import type { NamesByRole } from '../names-by-role.ts'

/** The standard library, and the time zones that pandas brings: values without behaviour. */
export const builtinsNames: NamesByRole = {
  reduce: `
    array: _array_reconstructor
    builtins: complex range slice
    datetime: date datetime time timedelta timezone
    decimal: Decimal
    ipaddress: IPv4Address IPv4Network IPv6Address IPv6Network
    logging: getLogger
    pathlib: PurePath PurePosixPath PureWindowsPath
    pytz: _UTC _p
    re: _compile
    types: SimpleNamespace
    uuid: UUID
    zoneinfo: ZoneInfo._unpickle
  `,
  checked: `
    array: array
    _codecs: encode
    builtins: bytearray bytes frozenset getattr set type
    collections: Counter OrderedDict defaultdict deque
    fractions: Fraction
  `,
  nested: `
    _pickle: loads
    pickle: loads
  `,
  passthrough: `
    copyreg: __newobj__ __newobj_ex__ _reconstructor
    functools: partial
  `,
  class: `
    argparse: Namespace
    collections: ChainMap Counter OrderedDict UserDict UserList UserString deque defaultdict
    dateutil.relativedelta: relativedelta
    dateutil.tz.tz: tzlocal tzoffset tzutc
    datetime: date datetime time timedelta timezone
    uuid: SafeUUID UUID
  `,
  container: `
    collections: Counter OrderedDict defaultdict deque
  `,
  data: `
    builtins: Ellipsis NotImplemented abs all any bool dict float hash int len list max min object round sorted str sum tuple
    datetime: tzinfo
    zoneinfo: ZoneInfo
    uuid: SafeUUID.unknown SafeUUID.safe SafeUUID.unsafe
  `,
}
