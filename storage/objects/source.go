package objects

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"strings"
	"sync"
	"time"

	"tutti/project"
)

// source hands the caller's bytes to the HTTP client and checks them on the way. The client may still read when its
// call has returned: close waits for such a read and forbids the next.
type source struct {
	mu     sync.Mutex
	r      io.Reader
	left   int64 // bytes still to come
	want   string
	hash   hash.Hash
	watch  *watchdog
	stall  time.Duration // patience while the store takes bytes
	work   time.Duration // patience when it has them all and stores them
	err    error
	closed bool
}

func newSource(r io.Reader, size int64, want string, w *watchdog, stall time.Duration) *source {
	work := stall + time.Duration(size/slowestWork)*time.Second
	return &source{r: r, left: size, want: strings.ToLower(want), hash: sha256.New(), watch: w, stall: stall, work: work}
}

// Read gives the next bytes; the last ones only when all are right. The clock of the store stands still meanwhile.
func (s *source) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return 0, errors.New("the transfer is over")
	case s.err != nil:
		return 0, s.err
	case s.left == 0:
		return 0, io.EOF
	}
	s.watch.pause()
	n, err := s.r.Read(p[:min(int64(len(p)), s.left)])
	s.hash.Write(p[:n])
	s.left -= int64(n)
	switch {
	case s.left == 0:
		s.err = s.judge()
		s.watch.resume(s.work)
	case errors.Is(err, io.EOF):
		s.err = project.Errorf(project.Conflict, "the bytes end %d too early", s.left)
	case err != nil:
		s.err = err
	default:
		s.watch.resume(s.stall)
	}
	if s.err != nil {
		return 0, s.err
	}
	return n, nil
}

// judge looks at the whole: the hash is the wanted one and no byte follows.
func (s *source) judge() error {
	if got := hex.EncodeToString(s.hash.Sum(nil)); s.want != "" && got != s.want {
		return project.Errorf(project.Conflict, "the bytes hash to %s, not to %s", got, s.want)
	}
	n, err := io.ReadFull(s.r, make([]byte, 1))
	if n > 0 {
		return project.Errorf(project.Conflict, "there are more bytes than announced")
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// close ends the reading for good and gives what was wrong with the bytes, nil when nothing was.
func (s *source) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return s.err
}
