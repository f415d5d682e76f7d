package demo

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"tutti/demo/score"
	"tutti/project"
)

// recordAtATime bounds the rendering: the server needs the processor too.
const recordAtATime = 2

// recording names a take of a part.
type recording struct {
	key  string
	take score.Take
}

// studio records takes ahead of time, in the order of the schedule, and hands out the files.
type studio struct {
	dir    string
	record recorder
	wait   sync.WaitGroup
	stop   context.CancelFunc
	tapes  map[recording]*tape
}

// recorder makes the file of a take below a folder and gives its path.
type recorder func(ctx context.Context, dir string, r recording) (string, error)

// tape is one file in the making.
type tape struct {
	done chan struct{}
	path string
	err  error
}

func newStudio(dir string, record recorder) *studio {
	return &studio{dir: dir, record: record, tapes: map[recording]*tape{}}
}

// begin starts recording everything in the list.
func (s *studio) begin(ctx context.Context, list []recording) {
	ctx, s.stop = context.WithCancel(ctx)
	queue := make(chan recording, len(list))
	for _, r := range list {
		s.tapes[r] = &tape{done: make(chan struct{})}
		queue <- r
	}
	close(queue)
	for range recordAtATime {
		s.wait.Add(1)
		go func() {
			defer s.wait.Done()
			for r := range queue {
				t := s.tapes[r]
				t.path, t.err = s.record(ctx, s.dir, r)
				close(t.done)
			}
		}()
	}
}

// synthesiser renders takes of the score and has ffmpeg encode them.
func synthesiser(ffmpeg string) recorder {
	return func(ctx context.Context, dir string, r recording) (string, error) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		part, ok := score.PartByKey(r.key)
		if !ok {
			return "", project.Errorf(project.Internal, "the score has no part %q", r.key)
		}
		sound, err := score.Render(r.key, r.take)
		if err != nil {
			return "", err
		}
		dir = filepath.Join(dir, string(r.take))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", project.Because(err, project.Invalid, "cannot make the folder %s: %v", dir, err)
		}
		return score.Encode(ctx, ffmpeg, dir, part, sound)
	}
}

// take waits for the file of a take.
func (s *studio) take(ctx context.Context, r recording) (string, error) {
	t, ok := s.tapes[r]
	if !ok {
		return "", project.Errorf(project.Internal, "nobody records the take %q of %q", r.take, r.key)
	}
	select {
	case <-t.done:
		return t.path, t.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// close ends what is under way and removes the files.
func (s *studio) close() {
	if s.stop != nil {
		s.stop()
	}
	s.wait.Wait()
	_ = os.RemoveAll(s.dir)
}
