import { defineConfig } from 'vitest/config'

// The tests in a real browser. TestPages of e2e/ starts the program, sets the stage and calls them.
export default defineConfig({
  test: { include: ['browser/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 60_000, fileParallelism: false },
})
