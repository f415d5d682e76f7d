package tool

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/project"
)

// spy is Work that does what its first argument says.
func spy() Work {
	return Work{Name: WorkPrefix + "spy", Run: func(args []string, in io.Reader, out io.Writer) error {
		switch args[0] {
		case "count":
			n, err := io.Copy(io.Discard, in)
			fmt.Fprintf(out, "%d", n)
			return err
		case "read":
			text, err := os.ReadFile(args[1])
			fmt.Fprintf(out, "%s", text)
			return err
		case "write":
			return os.WriteFile(args[1], []byte("written"), 0o600)
		case "dial":
			_, err := net.Dial("tcp", args[1])
			return err
		case "eat":
			var all [][]byte
			for range 1 << 20 {
				all = append(all, make([]byte, 1<<20))
				all[len(all)-1][0] = 1
			}
			return fmt.Errorf("ate %d MiB", len(all))
		}
		return errors.New("the picture has no corners")
	}}
}

func TestWorkOfOurOwnRunsInTheSandbox(t *testing.T) {
	dir := t.TempDir()
	given, other := filepath.Join(dir, "given"), filepath.Join(dir, "other")
	for _, path := range []string{given, other} {
		if err := os.WriteFile(path, []byte("content"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	work := t.TempDir()
	for _, c := range []struct {
		name string
		args []string
		out  string
		code project.Code
		says string
	}{
		{"it reads its standard input", []string{"count"}, "5", "", ""},
		{"it reads what it was given", []string{"read", given}, "content", "", ""},
		{"it reads nothing else", []string{"read", other}, "", project.Invalid, "permission denied"},
		{"it reads no file of the system", []string{"read", "/etc/passwd"}, "", project.Invalid, "permission denied"},
		{"it writes in its directory", []string{"write", filepath.Join(work, "result")}, "", "", ""},
		{"it writes nowhere else", []string{"write", filepath.Join(dir, "result")}, "", project.Invalid, "permission denied"},
		{"it has no network", []string{"dial", listener.Addr().String()}, "", project.Invalid, "not permitted"},
		{"its memory is bounded", []string{"eat"}, "", project.Limited, "memory"},
		{"its words come back", []string{"fail"}, "", project.Invalid, "the picture has no corners"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if raceDetector && c.code == project.Limited {
				t.Skip("a binary with the race detector has no bound on its addresses")
			}
			var out strings.Builder
			_, err := New(Options{}).Run(t.Context(), Job{Tool: spy().Name, Args: c.args, Inputs: []string{given}, Dir: work,
				Stdin: strings.NewReader("bytes"), Outputs: []io.Writer{&out}})
			if code := project.CodeOf(err); err != nil && code != c.code || err == nil && c.code != "" {
				t.Fatalf("error %v, want code %q", err, c.code)
			}
			if err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q does not say %q", err, c.says)
			}
			if out.String() != c.out {
				t.Errorf("printed %q, want %q", out.String(), c.out)
			}
		})
	}
}
