// Package board shows a project while it happens: one row for each sub-gig that fills from left to right on a terminal,
// plain lines everywhere else. Follow drives it from the project's event log, so it shows what the server recorded and
// nothing besides.
package board

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"tutti/project"
)

// Row is one sub-gig as the board shows it.
type Row struct {
	Key     string
	Title   string
	Person  string // who is asked or works
	Country string
	State   project.SubGigState
	Version int      // of the latest delivery
	Note    string   // the last thing worth knowing, in a few words
	Trouble bool     // the note tells of a detour: declined, expired, sent back
	Detours []string // all of them, in a few words each; they stay beside what ends well
}

// Board shows rows, and lines that tell what happened. Any goroutine may call its methods, Close at last.
type Board interface {
	// Begin gives all rows; before it there are only lines.
	Begin(title string, rows []Row)
	// Change replaces a row; line tells what happened and may be empty.
	Change(i int, row Row, line string)
	// Say tells something about the whole.
	Say(line string)
	// Status is one line that is always there.
	Status(text string)
	// Close leaves the last picture and gives the terminal back as it was.
	Close()
}

// New makes a terminal board when out is a terminal that can be painted on, and plain lines otherwise.
func New(out io.Writer, env func(string) string) Board {
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) && env("TERM") != "dumb" {
		return newScreen(file, func() (int, int) { return sizeOf(file) }, env("NO_COLOR") == "")
	}
	return Lines(out)
}

// Lines makes a board of plain lines.
func Lines(out io.Writer) Board { return &lines{out: out, began: time.Now()} }

func sizeOf(file *os.File) (width, height int) {
	width, height, err := term.GetSize(int(file.Fd()))
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}

// lines is the board of a log file: one line for each thing that happened, with the seconds since the beginning.
type lines struct {
	out   io.Writer
	began time.Time

	mu     sync.Mutex
	status string
}

func (l *lines) Begin(title string, rows []Row) {
	l.Say(fmt.Sprintf("%s: %d sub-gigs", title, len(rows)))
}

func (l *lines) Change(_ int, row Row, line string) {
	if line != "" {
		l.Say(Fit(row.Key, 11) + " " + line)
	}
}

// Say writes to a log that may be closed; a board that cannot be seen is no reason to stop.
func (l *lines) Say(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = fmt.Fprintf(l.out, "%6.1fs  %s\n", time.Since(l.began).Seconds(), Printable(line))
}

func (l *lines) Status(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.status = text
}

func (l *lines) Close() {
	l.mu.Lock()
	last := l.status
	l.mu.Unlock()
	if last != "" {
		l.Say(last)
	}
}

// Step says how far a state is on the way, from 0 to Steps.
func Step(s project.SubGigState) int {
	return map[project.SubGigState]int{project.Offered: 1, project.Working: 2, project.Disputed: 2, project.Inspecting: 3, project.InReview: 4, project.Approved: Steps}[s]
}

// Steps is the number of steps to an approved sub-gig.
const Steps = 5
