import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { viteSingleFile } from 'vite-plugin-singlefile'

/** Where a renderer puts the report: `src/load-report.ts` reads the script tags that replace it. */
const marker = '<!--airworthy:report-->'

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react(), viteSingleFile(), sealPage()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: false,
    reportCompressedSize: false,
  },
})

/**
 * Finishes the page once everything is inlined: the marker goes just before the one script, and a content security
 * policy lets that script run and no other, and lets nothing be loaded but the report beside the page.
 */
function sealPage(): Plugin {
  return {
    name: 'airworthy:seal-page',
    enforce: 'post',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html']
        if (page?.type !== 'asset') throw new Error('The build made no index.html.')
        page.source = seal(String(page.source))
      },
    },
  }
}

function seal(html: string): string {
  const scripts = [...html.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)]
  const [script] = scripts
  if (script === undefined || scripts.length > 1) throw new Error(`Expected one script, found ${scripts.length}.`)
  if (html.includes(marker)) throw new Error(`The marker ${marker} must not occur in the sources.`)
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script[1]!).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  // Functions, because a replacement string would give "$&" in the code a meaning.
  return html
    .replace(script[0], (tag) => `${marker}${tag}`)
    .replace(
      '<meta charset="utf-8" />',
      (tag) => `${tag}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    )
}
