package project

import "fmt"

// ArchiveSpec says more about an archive that is asked for. A zero field asks for nothing.
type ArchiveSpec struct {
	MaxEntries int `json:"max_entries,omitempty" doc:"greatest number of files in it"`
}

// ArchiveFacts are the measurements of an archive.
type ArchiveFacts struct {
	Format  string `json:"format"`
	Entries int    `json:"entries"`
	Bytes   int64  `json:"bytes"` // unpacked
}

func (s *ArchiveSpec) check(at string, f *faults) {
	if s.MaxEntries < 0 {
		f.addf(at+".max_entries", "%d is negative; write a number from 0", s.MaxEntries)
	}
}

func (s *ArchiveSpec) sentences() []string {
	if s.MaxEntries == 0 {
		return nil
	}
	return []string{fmt.Sprintf("at most %d files in it", s.MaxEntries)}
}
