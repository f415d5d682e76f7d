import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The pages are built into dist/app, beside the committed placeholder dist/index.html. Addresses of files are relative to
// the <base> that the server writes, so that a path prefix needs no other build.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    // Browsers that know light-dark(); an older target would have colours written in another way that
    // does not follow the scheme which a person chooses.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    outDir: 'dist/app',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: { include: ['src/**/*.test.ts'], setupFiles: ['src/contract/unit.setup.ts'] },
  worker: { format: 'es' },
  server: { proxy: { '/api': process.env.TUTTI_SERVER ?? 'http://127.0.0.1:8080' } },
})
