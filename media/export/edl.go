package export

import (
	"fmt"
	"slices"
	"strings"

	"tutti/project"
)

// The bounds of CMX3600.
const (
	edlReel     = 8   // letters of a reel's name
	edlEvents   = 999 // in one list
	edlChannels = 4   // of sound
)

// EDL writes edit decision lists of the form CMX3600, non-drop. One list holds one picture track and four of sound; where
// more clips lie over each other, or there are more than 999, further lists follow, numbered. Places are the nearest
// whole frames; the exact second stands in a comment. Invalid: the session is longer than 24 hours of timecode.
func EDL(s Session, name string) ([]File, error) {
	rate := s.rate()
	if rate.FrameAt(s.Samples) >= 24*3600*rate.Nominal() {
		return nil, project.Errorf(project.Invalid, "an EDL cannot be longer than 24 hours; use the OTIO file")
	}
	reels := reelNames(s.Clips)
	var files []File
	for i, events := range edlLists(s) {
		at := name + ".edl"
		if i > 0 {
			at = fmt.Sprintf("%s-%d.edl", name, i+1)
		}
		files = append(files, File{at, writeEDL(s, events, reels)})
	}
	return files, nil
}

// edlEvent is a clip on a channel: V, A, A2, A3 or A4.
type edlEvent struct {
	channel string
	clip    Clip
}

// edlLists deals the tracks to lists: one of pictures and four of sound each, then no more than fit.
func edlLists(s Session) [][]edlEvent {
	var groups [][]edlEvent
	videos, sounds := 0, 0
	for _, l := range s.lanes() {
		group, channel := videos, "V"
		if l.video {
			videos++
		} else {
			group, channel = sounds/edlChannels, []string{"A", "A2", "A3", "A4"}[sounds%edlChannels]
			sounds++
		}
		if group == len(groups) {
			groups = append(groups, nil)
		}
		for _, c := range l.clips {
			groups[group] = append(groups[group], edlEvent{channel, c})
		}
	}
	var lists [][]edlEvent
	for _, g := range groups {
		lists = slices.AppendSeq(lists, slices.Chunk(g, edlEvents))
	}
	return lists
}

func writeEDL(s Session, events []edlEvent, reels map[string]string) []byte {
	rate := s.rate()
	var out strings.Builder
	fmt.Fprintf(&out, "TITLE: %s\nFCM: NON-DROP FRAME\n* FRAME RATE: %s\n", s.Title, rate)
	for i, e := range events {
		from, to := rate.FrameAt(e.clip.Start), rate.FrameAt(e.clip.End())
		to = max(to, from+1) // an event of no frame is no event
		in := rate.FrameAt(e.clip.Skip)
		fmt.Fprintf(&out, "%03d  %-8s %-4s C        %s %s %s %s\n", i+1, reels[e.clip.Path], e.channel,
			timecode(in, rate), timecode(in+to-from, rate), timecode(from, rate), timecode(to, rate))
		fmt.Fprintf(&out, "* FROM CLIP NAME: %s\n* SOURCE FILE: %s\n* EXACT: %s s TO %s s\n", e.clip.Name, e.clip.Path,
			decimal(e.clip.Seconds()), decimal(seconds(e.clip.End())))
	}
	for _, m := range s.Markers {
		fmt.Fprintf(&out, "* LOC: %s RED     %s\n", timecode(rate.FrameAt(m.At), rate), m.Text)
	}
	return []byte(out.String())
}

// timecode counts frames as hours, minutes, seconds and frames, non-drop.
func timecode(frame int64, rate Rate) string {
	n := rate.Nominal()
	second := frame / n
	return fmt.Sprintf("%02d:%02d:%02d:%02d", second/3600, second/60%60, second%60, frame%n)
}

// reelNames gives every file a name of eight letters and digits that no other has, by path.
func reelNames(clips []Clip) map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	for _, c := range clips {
		base := strings.ToUpper(strings.ReplaceAll(plain(c.Key), "-", ""))
		name := base[:min(len(base), edlReel)]
		for n := 2; taken[name]; n++ {
			tail := fmt.Sprint(n)
			name = base[:min(len(base), edlReel-len(tail))] + tail
		}
		taken[name], names[c.Path] = true, name
	}
	return names
}
