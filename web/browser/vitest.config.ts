import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By name: by what it remembers of earlier runs, vitest would play another piece on every machine. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
  }
}

// The tests in a real browser. TestPages and TestPagesElsewhere of e2e/ start the program, set their stage and name their tests.
export default defineConfig({
  test: {
    include: [process.env.TUTTI_TESTS ?? 'browser/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    sequence: { sequencer: ByName },
  },
})
