import { createRoot } from 'react-dom/client'
import { loadReport, pageSource } from './load-report.ts'
import './styles/tokens.css'
import './styles/page.css'
import './styles/findings.css'
import './styles/evidence.css'
import './styles/print.css'
import { App } from './view/app.tsx'

const root = createRoot(document.getElementById('root')!)

try {
  root.render(<App {...await loadReport(pageSource)} />)
} catch (error) {
  root.render(
    <main className="broken">
      <h1>This report cannot be shown</h1>
      <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
    </main>,
  )
}
