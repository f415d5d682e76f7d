package tool

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"

	"golang.org/x/sys/unix"

	"tutti/project"
)

// pipeBytes is the size of a pipe and of the buffer that drains it: audio comes in megabytes, a turn per 64 KiB costs.
const pipeBytes = 1 << 20

// streams are the pipes between us and one running tool.
type streams struct {
	ours   []*os.File // our side: [0] feeds standard input when there is one
	theirs []*os.File
	feeds  bool
	group  sync.WaitGroup
}

// connect gives the command one pipe for its input and one for each output.
func connect(cmd *exec.Cmd, job Job) (*streams, error) {
	s := &streams{feeds: job.Stdin != nil}
	if s.feeds {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, err
		}
		cmd.Stdin = r
		s.add(w, r)
	}
	for i := range job.Outputs {
		r, w, err := os.Pipe()
		if err != nil {
			s.abandon()
			return nil, err
		}
		if i == 0 {
			cmd.Stdout = w
		} else {
			cmd.ExtraFiles = append(cmd.ExtraFiles, w)
		}
		s.add(r, w)
	}
	return s, nil
}

func (s *streams) add(ours, theirs *os.File) {
	s.ours, s.theirs = append(s.ours, ours), append(s.theirs, theirs)
	// A refusal (the user's pipe pages are used up) only means more turns.
	_, _ = unix.FcntlInt(ours.Fd(), unix.F_SETPIPE_SZ, pipeBytes)
}

func (s *streams) abandon() {
	for i := range s.ours {
		s.ours[i].Close()
		s.theirs[i].Close()
	}
}

// run starts moving bytes. The first trouble of ours ends the tool through abort.
func (s *streams) run(job Job, abort context.CancelCauseFunc) {
	for _, f := range s.theirs {
		f.Close()
	}
	outs := s.ours
	if s.feeds {
		outs = outs[1:]
		s.group.Go(func() { feed(s.ours[0], job.Stdin, abort) })
	}
	for i, w := range job.Outputs {
		s.group.Go(func() { drain(w, outs[i], job, abort) })
	}
}

func (s *streams) wait() { s.group.Wait() }

// feed copies what the tool shall read. A tool that ends early closes the pipe, which is its right.
func feed(w *os.File, r io.Reader, abort context.CancelCauseFunc) {
	defer w.Close()
	source := &reading{r: r}
	_, err := io.CopyBuffer(writerOnly{w}, source, make([]byte, pipeBytes))
	if err != nil && source.err != nil {
		abort(source.err)
	}
}

// drain copies what the tool writes and stops it when there is too much of it or when it cannot be kept.
func drain(w io.Writer, r *os.File, job Job, abort context.CancelCauseFunc) {
	defer r.Close()
	n, err := io.CopyBuffer(writerOnly{w}, io.LimitReader(readerOnly{r}, job.Limits.OutputBytes+1), make([]byte, pipeBytes))
	switch {
	case err != nil && !errors.Is(err, os.ErrClosed):
		abort(err)
	case n > job.Limits.OutputBytes:
		abort(project.Errorf(project.Limited, "%s was stopped: it wrote more than %d bytes", job.Tool, job.Limits.OutputBytes))
	}
}

// readerOnly and writerOnly hide ReadFrom and WriteTo, which would bring their own small buffers.
type readerOnly struct{ io.Reader }

type writerOnly struct{ io.Writer }

// reading remembers an error of the source, to tell it from a closed pipe.
type reading struct {
	r   io.Reader
	err error
}

func (s *reading) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// MaxLog is the greatest number of bytes kept of a tool's standard error.
const MaxLog = 8 << 10

// tail keeps the end of what is written to it: the last words of a tool are the ones that explain its end.
type tail struct{ buf []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.buf = append(t.buf, p...)
	if len(t.buf) > 2*MaxLog {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-MaxLog:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	return string(t.buf[max(0, len(t.buf)-MaxLog):])
}
