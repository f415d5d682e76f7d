import { defineConfig } from 'vitest/config'

// The tests in a real browser. TestPages and TestPagesElsewhere of e2e/ start the program, set their stage and name their tests.
export default defineConfig({
  test: {
    include: [process.env.TUTTI_TESTS ?? 'browser/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
