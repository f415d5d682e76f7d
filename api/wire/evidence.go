package wire

import "tutti/project"

// SubGigRecord is everything the records know of a sub-gig, with the hash by which it is cited.
type SubGigRecord struct {
	SHA256 string           `json:"sha256" doc:"hex, of the bytes of record as they stand in this answer, without white space around"`
	Record project.Evidence `json:"record"`
}
