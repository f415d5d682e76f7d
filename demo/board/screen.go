package board

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// How the screen is painted.
const (
	paintEvery = 100 * time.Millisecond
	keptLines  = 4 // told last, below the rows

	hideCursor = "\x1b[?25l"
	showCursor = "\x1b[?25h"
	clearRight = "\x1b[K"
	clearBelow = "\x1b[J"
)

// screen paints the rows in place, at most ten times a second.
type screen struct {
	out    io.Writer
	size   func() (width, height int)
	colour bool
	began  time.Time

	mu      sync.Mutex
	title   string
	rows    []Row
	said    []string
	status  string
	painted int // lines of the picture that stands on the terminal
	width   int // of the terminal when it was painted

	stop  chan struct{}
	ended chan struct{}
	once  sync.Once
}

func newScreen(out io.Writer, size func() (int, int), colour bool) *screen {
	s := &screen{out: out, size: size, colour: colour, began: time.Now(), stop: make(chan struct{}), ended: make(chan struct{})}
	_, _ = io.WriteString(out, hideCursor)
	go s.run()
	return s
}

func (s *screen) run() {
	defer close(s.ended)
	for tick := time.NewTicker(paintEvery); ; {
		select {
		case <-s.stop:
			tick.Stop()
			return
		case <-tick.C:
			s.paint()
		}
	}
}

// Begin and the other methods only remember; the next tick paints.
func (s *screen) Begin(title string, rows []Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.title, s.rows = title, append([]Row(nil), rows...)
}

func (s *screen) Change(i int, row Row, line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[i] = row
	if line != "" {
		s.say(row.Title + ": " + line)
	}
}

func (s *screen) Say(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.say(line)
}

func (s *screen) say(line string) {
	s.said = append(s.said, line)
	if len(s.said) > keptLines {
		s.said = s.said[1:]
	}
}

func (s *screen) Status(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = text
}

// Close paints once more and shows the cursor again.
func (s *screen) Close() {
	s.once.Do(func() {
		close(s.stop)
		<-s.ended
		s.paint()
		_, _ = io.WriteString(s.out, showCursor)
	})
}

// paint writes the whole picture over the one before, in a single write. A window that was resized is not tidied up:
// the terminal has re-wrapped what stood there, so a new picture begins below it.
func (s *screen) paint() {
	s.mu.Lock()
	defer s.mu.Unlock()
	width, height := s.size()
	picture := s.picture(width, height)
	var b strings.Builder
	if s.painted > 0 && width == s.width {
		fmt.Fprintf(&b, "\x1b[%dA\r", s.painted)
	}
	for _, line := range picture {
		b.WriteString(line + clearRight + "\r\n")
	}
	b.WriteString(clearBelow)
	s.painted, s.width = len(picture), width
	_, _ = io.WriteString(s.out, b.String())
}

// picture is what the terminal shows: title, rows, the last lines and the status. It is lower than the terminal, else
// painting over it would scroll.
func (s *screen) picture(width, height int) []string {
	room := max(1, height-2)
	var out []string
	if s.title != "" {
		out = append(out, s.paintText(bold, Fit(s.title, width-1)), "")
	}
	tail := s.tail(width)
	out = append(out, s.rowLines(width, room-len(out)-len(tail))...)
	out = append(out, tail...)
	if len(out) > room {
		out = out[len(out)-room:]
	}
	return out
}

func (s *screen) tail(width int) []string {
	var out []string
	if len(s.rows) > 0 {
		out = append(out, "")
	}
	for i, line := range s.said {
		style := dim
		if i == len(s.said)-1 {
			style = plain
		}
		out = append(out, s.paintText(style, Fit(" "+line, width-1)))
	}
	clock := fmt.Sprintf(" %4.1f s  %s", time.Since(s.began).Seconds(), s.status)
	return append(out, s.paintText(bold, Fit(clock, width-1)))
}
