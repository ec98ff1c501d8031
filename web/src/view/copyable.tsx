import { useState } from 'react'

/** A button that copies text and says so. Its label begins with what stands on it, for those who speak to a page. */
export function CopyButton({
  text,
  label,
  children,
}: {
  readonly text: () => string
  readonly label: string
  readonly children: string
}) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    setCopied(await copyText(text()))
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <button type="button" className="copy" aria-label={label} onClick={() => void copy()}>
      {children}
      <span className="copied" role="status">
        {copied ? 'copied' : ''}
      </span>
    </button>
  )
}

/** The start of a long hash, which is copied whole. */
export function Hash({ value, of }: { readonly value: string; readonly of: string }) {
  const start = value.replace(/^sha256[:-]/, '').slice(0, 10)
  return (
    <CopyButton text={() => value} label={`${start}: copy the hash of the ${of}`}>
      {start}
    </CopyButton>
  )
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** For pages that may not use the clipboard, as those that are opened from a file. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
