package export

import (
	"fmt"
	"strings"

	"tutti/project"
)

// The bounds of a cue sheet.
const (
	cueFrames = 75 // of a second
	cueTracks = 99
)

// CueSheet writes a cue sheet of the whole: a track for every moment at which clips begin, named after them. file is the
// path of the finished sound from the folder of the sheet. Invalid: there are more
// than 99 such moments.
func CueSheet(s Session, file string) ([]byte, error) {
	type track struct {
		at    int64 // cue frames
		names []string
	}
	var tracks []track
	for _, c := range byStart(s.Clips) {
		at := Rate{cueFrames, 1}.FrameAt(c.Start)
		if n := len(tracks); n > 0 && tracks[n-1].at == at {
			tracks[n-1].names = append(tracks[n-1].names, c.Name)
			continue
		}
		tracks = append(tracks, track{at, []string{c.Name}})
	}
	if len(tracks) > cueTracks {
		return nil, project.Errorf(project.Invalid, "a cue sheet holds 99 tracks, and clips begin at %d moments; use another form", len(tracks))
	}
	var out strings.Builder
	fmt.Fprintf(&out, "REM GENERATOR Tutti\nTITLE %s\nFILE %s WAVE\n", cueText(s.Title), cueText(file))
	for i, t := range tracks {
		fmt.Fprintf(&out, "  TRACK %02d AUDIO\n    TITLE %s\n    INDEX 01 %02d:%02d:%02d\n", i+1, cueText(strings.Join(t.names, " / ")),
			t.at/cueFrames/60, t.at/cueFrames%60, t.at%cueFrames)
	}
	return []byte(out.String()), nil
}

// cueText quotes a text; the format has no escape.
func cueText(text string) string { return `"` + strings.ReplaceAll(line(text), `"`, "'") + `"` }
