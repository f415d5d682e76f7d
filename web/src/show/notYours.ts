import { Problem } from '../contract/problem'

/** What a page is for somebody who may see a part of the project only: as if it were not there. */
export const notYours = new Problem('not_found', '')
