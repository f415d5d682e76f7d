import { defineConfig } from 'vitest/config'

// The tests in a real browser. TestPages of e2e/ starts the program, sets the stage and calls them; TestPagesElsewhere sets
// another one, and names its own.
export default defineConfig({
  test: {
    include: [process.env.TUTTI_TESTS ?? 'browser/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
