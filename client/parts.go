package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"tutti/api/wire"
	"tutti/project"

	"golang.org/x/sync/errgroup"
)

const (
	signAhead   = 32 // parts signed with one request
	partTimeout = 10 * time.Minute
)

// sending is one upload under way: one goroutine reads and hashes in order, several send.
type sending struct {
	client   *Client
	upload   wire.Upload
	done     []int
	progress Progress

	mu   sync.Mutex
	sent int64
	urls map[int]wire.SignedPart
}

// part is a piece of the file in memory.
type part struct {
	number int
	bytes  []byte
}

// sendParts reads everything, sends what the server does not have, and gives the hex sha256 of what was read.
func (c *Client) sendParts(ctx context.Context, up wire.Upload, r io.ReaderAt, p Progress) (string, error) {
	if p == nil {
		p = func(int64, int64) {}
	}
	s := &sending{client: c, upload: up, done: up.Done, progress: p, urls: map[int]wire.SignedPart{}}
	group, ctx := errgroup.WithContext(ctx)
	queue := make(chan part)
	sum := sha256.New()
	group.Go(func() error {
		defer close(queue)
		return s.read(ctx, r, sum, queue)
	})
	for range c.parallel {
		group.Go(func() error { return s.work(ctx, queue) })
	}
	if err := group.Wait(); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// has reports whether the server needs no bytes of the part any more.
func (s *sending) has(number int) bool {
	return s.upload.State != project.UploadOpen || slices.Contains(s.done, number)
}

func (s *sending) size(number int) int64 {
	return min(s.upload.PartSize, s.upload.Size-int64(number-1)*s.upload.PartSize)
}

func (s *sending) read(ctx context.Context, r io.ReaderAt, sum io.Writer, queue chan<- part) error {
	for number := 1; number <= s.upload.Parts; number++ {
		section := io.NewSectionReader(r, int64(number-1)*s.upload.PartSize, s.size(number))
		if s.has(number) {
			if err := readFull(sum, section); err != nil {
				return err
			}
			s.count(s.size(number))
			continue
		}
		buffer := bytes.NewBuffer(make([]byte, 0, s.size(number)))
		if err := readFull(io.MultiWriter(sum, buffer), section); err != nil {
			return err
		}
		select {
		case queue <- part{number, buffer.Bytes()}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func readFull(w io.Writer, section *io.SectionReader) error {
	n, err := io.Copy(w, section)
	if err == nil && n < section.Size() {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return project.Because(err, project.Invalid, "cannot read the file: %v", err)
	}
	return nil
}

func (s *sending) work(ctx context.Context, queue <-chan part) error {
	for p := range queue {
		if err := s.send(ctx, p); err != nil {
			return err
		}
		s.count(int64(len(p.bytes)))
	}
	return nil
}

func (s *sending) count(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent += n
	s.progress(s.sent, s.upload.Size)
}

// send puts one part, with a new address when the old one does not hold any more.
func (s *sending) send(ctx context.Context, p part) error {
	for try := 1; ; try++ {
		url, err := s.address(ctx, p.number, try > 1)
		if err != nil {
			return err
		}
		err = s.put(ctx, url, p)
		if err == nil || try >= s.client.attempts || ctx.Err() != nil {
			return err
		}
		s.client.sleep(ctx, backoff(try))
	}
}

// address gives the signed address of a part; the parts that follow are signed with the same request.
func (s *sending) address(ctx context.Context, number int, fresh bool) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.urls[number]; ok && !fresh {
		delete(s.urls, number)
		return known.URL, nil
	}
	want := []int{number}
	for n := number + 1; n <= s.upload.Parts && len(want) < signAhead && !fresh; n++ {
		if _, signed := s.urls[n]; !signed && !s.has(n) {
			want = append(want, n)
		}
	}
	signed, err := s.client.SignParts(ctx, s.upload.ID, want...)
	if err != nil {
		return "", err
	}
	for _, one := range signed.Parts {
		s.urls[one.Number] = one
	}
	url := s.urls[number].URL
	delete(s.urls, number)
	if url == "" {
		return "", project.Errorf(project.Internal, "the server signed no address for part %d", number)
	}
	return url, nil
}

func (s *sending) put(ctx context.Context, url string, p part) error {
	ctx, cancel := context.WithTimeout(ctx, partTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, url, bytes.NewReader(p.bytes))
	if err != nil {
		return project.Because(err, project.Internal, "the signed address of a part is no URL")
	}
	if len(p.bytes) == 0 {
		req.Body = http.NoBody
	}
	res, err := s.client.http.Do(req)
	if err != nil {
		return project.Because(err, project.Unavailable, "part %d could not be sent: the object store cannot be reached", p.number)
	}
	defer drain(res.Body)
	if res.StatusCode != http.StatusOK {
		return project.Errorf(project.Unavailable, "part %d could not be sent: the object store answered %s", p.number, res.Status)
	}
	return nil
}
