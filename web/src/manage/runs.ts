import type { Project } from '../contract/client'

/** Whether the reader runs the project: its buyer and its producer do. */
export function runs(project: Project): boolean {
  return project.mine.includes('buyer') || project.mine.includes('producer')
}
