import type { MaliciousSample } from './sample.ts'

function pmml(inside: string, before = ''): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n${before}<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">` +
      `<Header><Application name="canary" version="1"/></Header><DataDictionary/>${inside}</PMML>\n`,
  )
}

function apply(name: string): Uint8Array {
  return pmml(
    `<TransformationDictionary><DerivedField name="d"><Apply function="${name}"/></DerivedField></TransformationDictionary>`,
  )
}

function openvino(layers: string, before = ''): Uint8Array {
  return Buffer.from(
    `<?xml version="1.0"?>\n${before}<net name="n" version="11"><layers>` +
      `<layer id="0" name="x" type="Parameter" version="opset1"><data shape="1,4" element_type="f32"/></layer>${layers}</layers></net>\n`,
  )
}

function constant(attributes: string): Uint8Array {
  return openvino(`<layer id="1" name="w" type="Const" version="opset1"><data ${attributes}/></layer>`)
}

const sixteen = { 'model.bin': new Uint8Array(16) }
const external = '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n'

export const samples: readonly MaliciousSample[] = [
  { name: 'pmml-external-entity.pmml', rule: 'config-code/entity', bytes: () => pmml('', external) },
  {
    name: 'pmml-entity-used.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('<Extension>&x;</Extension>', external),
  },
  {
    name: 'pmml-entity-bomb.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>\n'),
  },
  {
    name: 'pmml-document-type.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('', '<!DOCTYPE PMML SYSTEM "https://canary.invalid/x.dtd">\n'),
  },
  {
    name: 'pmml-behind-comment.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('', `<!--${' '.repeat(9000)}-->${external}`),
  },
  {
    name: 'pmml-wide.pmml',
    rule: 'config-code/entity',
    bytes: () => Buffer.from(`\ufeff${pmml('', external).toString().replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  },
  {
    name: 'pmml-included.pmml',
    rule: 'config-code/entity',
    bytes: () => pmml('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>'),
  },
  { name: 'pmml-class.pmml', rule: 'config-code/runs-code', bytes: () => apply('java.lang.ProcessBuilder') },
  { name: 'pmml-unknown-function.pmml', rule: 'config-code/unvetted-class', bytes: () => apply('canary') },
  {
    name: 'pmml-extension-value.pmml',
    rule: 'config-code/carries-code',
    bytes: () => pmml('<Extension name="script" value="Runtime.getRuntime() echo canary"/>'),
  },
  {
    name: 'pmml-extension-content.pmml',
    rule: 'config-code/carries-code',
    bytes: () => pmml('<Extension><x><![CDATA[java.lang.Runtime echo canary]]></x></Extension>'),
  },
  {
    name: 'pmml-rare-encoding.pmml',
    rule: 'format/malformed',
    bytes: () => Buffer.from('<?xml version="1.0" encoding="UTF-7"?><PMML/>'),
  },
  {
    name: 'pmml-broken.pmml',
    rule: 'format/malformed',
    bytes: () => Buffer.from('<?xml version="1.0"?><PMML><a></PMML>'),
  },
  {
    name: 'openvino-entity.xml',
    rule: 'config-code/entity',
    bytes: () => openvino('', external.replace('PMML', 'net')),
  },
  {
    name: 'openvino-custom-layer.xml',
    rule: 'graph-ops/custom-library',
    bytes: () => openvino('<layer id="1" name="c" type="Canary" version="canary_set"/>'),
  },
  {
    name: 'openvino-library.xml',
    rule: 'external-data/escaping-path',
    bytes: () =>
      openvino('<layer id="1" name="c" type="Relu" version="opset1"><data library="/tmp/canary.so"/></layer>'),
  },
  {
    name: 'openvino-past-end.xml',
    rule: 'external-data/out-of-range',
    bytes: () => constant('element_type="f32" shape="4" offset="8" size="16"'),
    beside: { 'openvino-past-end.bin': new Uint8Array(16) },
  },
  {
    name: 'openvino-negative.xml',
    rule: 'external-data/out-of-range',
    bytes: () => constant('element_type="f32" shape="4" offset="-8" size="16"'),
    beside: sixteen,
  },
  {
    name: 'openvino-giant-offset.xml',
    rule: 'external-data/out-of-range',
    bytes: () => constant('element_type="f32" shape="4" offset="18446744073709551600" size="16"'),
    beside: sixteen,
  },
  {
    name: 'openvino-short-constant.xml',
    rule: 'format/lying-size',
    bytes: () => constant('element_type="f32" shape="1000, 1000" offset="0" size="16"'),
    beside: sixteen,
  },
  {
    name: 'openvino-absurd-shape.xml',
    rule: 'format/absurd-number',
    bytes: () => constant('element_type="f32" shape="1073741824, 1073741824" offset="0" size="16"'),
    beside: sixteen,
  },
  {
    name: 'any-entity.xml',
    rule: 'config-code/entity',
    bytes: () => Buffer.from(`<?xml version="1.0"?>${external.replace('PMML', 'a')}<a/>`),
  },
]
