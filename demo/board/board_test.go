package board

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tutti/project"
)

func TestFitKeepsColumnsStraight(t *testing.T) {
	for _, s := range []string{"", "plain", "Łukasz Grzęda", "Karīm ʿAbd an-Nūr", "e\u0301clair", "大久保 利通", "long enough to be cut at the end", "\x1b[31mred\x1b[0m\a", "two\nlines"} {
		for _, n := range []int{0, 1, 5, 12, 20} {
			if got := Fit(s, n); Width(got) != n {
				t.Errorf("Fit(%q, %d) = %q is %d wide", s, n, got, Width(got))
			}
		}
	}
	if got := Fit("\x1b[2J\rx", 4); strings.ContainsAny(got, "\x1b\r") {
		t.Errorf("control characters pass: %q", got)
	}
}

// glass is a terminal that remembers what was painted.
type glass struct {
	mu sync.Mutex
	bytes.Buffer
}

func (g *glass) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.Buffer.Write(p)
}

func rowsOf(n int) []Row {
	states := project.SubGigStates()
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = Row{Key: fmt.Sprintf("part-%d", i), Title: fmt.Sprintf("Part %d", i), Person: "Małgorzata Wąsik", Country: "PL", State: states[i%len(states)]}
	}
	return rows
}

// TestThePictureFitsEveryTerminal holds that no line is wider and no picture higher than the terminal: both would break
// the painting.
func TestThePictureFitsEveryTerminal(t *testing.T) {
	for _, n := range []int{0, 1, 24, 500} {
		for _, width := range []int{10, 40, 60, 80, 101, 200} {
			for _, height := range []int{3, 12, 24, 33, 60} {
				s := &screen{title: "A title", rows: rowsOf(n), said: []string{"one", strings.Repeat("long ", 60)}, status: "3/24 approved"}
				picture := s.picture(width, height)
				if len(picture) >= height {
					t.Errorf("%d rows on %dx%d: the picture has %d lines", n, width, height, len(picture))
				}
				for _, line := range picture {
					if Width(line) >= width {
						t.Errorf("%d rows on %dx%d: a line is %d wide: %q", n, width, height, Width(line), line)
					}
				}
			}
		}
	}
}

func TestAllRowsAreThereWhenThereIsRoom(t *testing.T) {
	s := &screen{title: "A title", rows: rowsOf(24)}
	for _, size := range [][2]int{{80, 40}, {130, 22}} {
		picture := strings.Join(s.picture(size[0], size[1]), "\n")
		for i := range 24 {
			if !strings.Contains(picture, fmt.Sprintf("Part %d ", i)) {
				t.Errorf("on %v row %d is not there:\n%s", size, i, picture)
			}
		}
	}
}

func TestAMeterFillsWithTheStates(t *testing.T) {
	s := &screen{}
	last := -1
	for _, state := range []project.SubGigState{project.Waiting, project.Offered, project.Working, project.Inspecting, project.InReview, project.Approved} {
		filled := strings.Count(s.row(Row{State: state}, 100), "■")
		if filled <= last {
			t.Errorf("%s fills %d, the state before %d", state, filled, last)
		}
		last = filled
	}
	if last != Steps {
		t.Errorf("an approved row is filled to %d of %d", last, Steps)
	}
}

func TestTheTerminalIsGivenBack(t *testing.T) {
	var g glass
	s := newScreen(&g, func() (int, int) { return 100, 40 }, false)
	s.Begin("A title", rowsOf(3))
	s.Change(1, Row{Title: "Part 1", State: project.Approved}, "approved")
	s.Say("and on")
	s.Status("1/3 approved")
	s.Close()
	s.Close()
	seen := g.String()
	if !strings.HasPrefix(seen, hideCursor) || !strings.HasSuffix(seen, showCursor) {
		t.Errorf("the cursor is not given back: %q", seen)
	}
	if strings.Contains(seen, "\x1b[3") {
		t.Errorf("without colour there is colour: %q", seen)
	}
	for _, words := range []string{"Part 1: approved", "and on", "1/3 approved"} {
		if !strings.Contains(seen, words) {
			t.Errorf("%q was not painted", words)
		}
	}
}

func TestPlainLinesAreForLogs(t *testing.T) {
	var out bytes.Buffer
	b := New(&out, func(string) string { return "" })
	b.Begin("A title", rowsOf(2))
	b.Change(0, Row{Key: "bass", State: project.Working}, "Jörg accepts")
	b.Change(0, Row{Key: "bass", State: project.InReview}, "")
	b.Status("1/2 approved")
	b.Close()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || !strings.HasSuffix(lines[1], "bass        Jörg accepts") || !strings.HasSuffix(lines[2], "1/2 approved") {
		t.Errorf("the log reads:\n%s", &out)
	}
}

func TestWordsForNotes(t *testing.T) {
	for want, n := range map[string]project.Note{
		"“slower” (brief 2) at 0:04.8 to 1:14.4": {Brief: 2, From: 4.8, To: 74.4, Text: "slower"},
		"“slower” at 1:00.0":                     {From: 60, Text: "slower"},
		"“slower”":                               {Text: "slower"},
	} {
		if got := Note(n); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if got := And([]string{"a", "b", "c"}); got != "a, b and c" {
		t.Error(got)
	}
}
