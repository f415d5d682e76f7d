package tool

import (
	"fmt"
	"io"
	"os"
	"strings"

	"tutti/project"
)

// Work is a piece of our own that runs in the sandbox like a tool, because what it reads comes from strangers: parsers of
// formats whose libraries were not written for hostile input. A Job names it as its Tool; what Run returns as an error
// becomes an Invalid error of Runner.Run, with the same words.
type Work struct {
	Name string // as WorkPrefix + "pdf"
	Run  func(args []string, in io.Reader, out io.Writer) error
}

// WorkPrefix begins the name of every Work.
const WorkPrefix = "tutti-"

// workFailed is the exit status of a Work that refused its input.
const workFailed = 3

func isWork(name string) bool { return strings.HasPrefix(name, WorkPrefix) }

// Main becomes the sandboxed tool when this process was started as one, and returns at once otherwise. It must be the
// first statement of main, and of TestMain in every test that runs a tool; each names the work that it may be asked for.
func Main(works ...Work) {
	if len(os.Args) == 2 && os.Args[0] == childName {
		runChild(os.Args[1])
	}
	for _, w := range works {
		if len(os.Args) > 0 && os.Args[0] == w.Name {
			os.Exit(w.do(os.Args[1:]))
		}
	}
}

func (w Work) do(args []string) int {
	if err := w.Run(args, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return workFailed
	}
	return 0
}

// workRefused gives the words of a Work that ended with an error of its own.
func workRefused(report Report) error {
	lines := strings.Split(strings.TrimSpace(report.Log), "\n")
	return project.Errorf(project.Invalid, "%s", lines[len(lines)-1])
}

// workEnvironment undoes what makes only the start of a child cheaper, and has the collector keep within the limit.
func workEnvironment(env []string, memory uint64) []string {
	kept := make([]string, 0, len(env)+1)
	for _, v := range env {
		if !strings.HasPrefix(v, "GOGC=") {
			kept = append(kept, v)
		}
	}
	return append(kept, fmt.Sprintf("GOMEMLIMIT=%d", memory/2))
}
