package assemble

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"tutti/media/pcm"
)

// chunkBlocks is the part of the sum that one worker holds at a time, in blocks: 2 MiB, and a quarter more is read of a
// stem whose offset does not fall on a block.
const chunkBlocks = 4

const chunkFrames = chunkBlocks * pcm.BlockFrames

// op is one stem to put into a sum or to take out of it.
type op struct {
	voice
	remove bool
	stem   *pcm.File
	source string // sha256 of the original, to name a stem that turns out torn
}

// tornStem says which stem must be decoded again.
type tornStem struct {
	source string
	err    error
}

func (e *tornStem) Error() string { return fmt.Sprintf("stem %s: %v", e.source, e.err) }

func (e *tornStem) Unwrap() error { return e.err }

// pass writes base with the operations applied, as a sum of so many frames. Chunks are computed by several workers and
// written in order; since the sum is exact, the number of workers does not show in the result. base may be nil.
func pass(ctx context.Context, base *pcm.File, ops []op, frames int64, workers int, write func([]int32) error) error {
	group, ctx := errgroup.WithContext(ctx)
	chunks := (frames + chunkFrames - 1) / chunkFrames
	queue := make(chan chan []int32, workers) // results in the order of the chunks; its length bounds the memory
	free := make(chan []int32, 2*workers+2)
	for range cap(free) {
		free <- nil
	}
	jobs := make(chan job)
	group.Go(func() error {
		defer close(queue)
		defer close(jobs)
		for i := range chunks {
			j := job{index: i, done: make(chan []int32, 1)}
			if send(ctx, queue, j.done) != nil || send(ctx, jobs, j) != nil {
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		group.Go(func() error { return work(ctx, base, ops, frames, jobs, free) })
	}
	group.Go(func() error {
		for done := range queue {
			sum, err := receive(ctx, done)
			if err != nil {
				return err
			}
			if err := write(sum); err != nil {
				return err
			}
			free <- sum
		}
		return nil
	})
	return group.Wait()
}

// job is one chunk of the sum to compute.
type job struct {
	index int64
	done  chan []int32
}

func send[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func receive[T any](ctx context.Context, from <-chan T) (T, error) {
	select {
	case v := <-from:
		return v, nil
	case <-ctx.Done():
		var zero T
		return zero, ctx.Err()
	}
}

func work(ctx context.Context, base *pcm.File, ops []op, frames int64, jobs <-chan job, free chan []int32) error {
	buf := make([]byte, pcm.BlockBuffer)
	for j := range jobs {
		sum, err := receive(ctx, free)
		if err != nil {
			return err
		}
		if sum == nil {
			sum = make([]int32, 2*min(chunkFrames, frames))
		}
		from := j.index * chunkFrames
		sum = sum[:2*min(chunkFrames, frames-from)]
		if err := chunk(sum, from, base, ops, buf); err != nil {
			return err
		}
		j.done <- sum[:len(sum):cap(sum)]
	}
	return nil
}

// chunk computes the frames of a sum from a certain one on.
func chunk(sum []int32, from int64, base *pcm.File, ops []op, buf []byte) error {
	clear(sum)
	if base != nil {
		for b := range int64(chunkBlocks) {
			at := 2 * b * pcm.BlockFrames
			if at >= int64(len(sum)) {
				break
			}
			block, err := base.Block(from/pcm.BlockFrames+b, buf)
			if err != nil {
				return errors.Join(errTornSum, err)
			}
			block = block[:min(len(block), 4*(len(sum)-int(at)))]
			pcm.Decode(sum[at:], block)
		}
	}
	for _, o := range ops {
		if err := o.mixInto(sum, from, buf); err != nil {
			return &tornStem{o.source, err}
		}
	}
	return nil
}

// errTornSum says that the kept sum is damaged and everything must be mixed afresh.
var errTornSum = errors.New("the kept sum is torn")

// mixInto applies one stem to the frames of the sum from a certain one on.
func (o op) mixInto(sum []int32, from int64, buf []byte) error {
	first := max(0, from-o.offset) // frames of the stem
	last := min(o.frames, from+int64(len(sum)/2)-o.offset)
	for at := first; at < last; {
		index := at / pcm.BlockFrames
		block, err := o.stem.Block(index, buf)
		if err != nil {
			return err
		}
		skip := at - index*pcm.BlockFrames
		n := min(int64(len(block)/pcm.FrameBytes)-skip, last-at)
		into := sum[2*(at+o.offset-from):][:2*n]
		piece := block[skip*pcm.FrameBytes:][:n*pcm.FrameBytes]
		if o.remove {
			o.sub(into, piece, at)
		} else {
			o.add(into, piece, at)
		}
		at += n
	}
	return nil
}
