package assemble

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/pcm"
	"tutti/project"
)

// noise writes a stem of random samples over the whole range of int32, so that sums wrap around.
func noise(t testing.TB, path string, frames int, seed uint32) *pcm.File {
	t.Helper()
	w, err := pcm.Create(path, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	samples := make([]int32, 2*frames)
	for i := range samples {
		seed = seed*1664525 + 1013904223
		samples[i] = int32(seed)
	}
	if err := w.Write(samples); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := pcm.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func placeOf(t *rapid.T) project.Place {
	return project.Place{
		GainDB:    rapid.Float64Range(-60, 12).Draw(t, "gain"),
		Pan:       rapid.Float64Range(-1, 1).Draw(t, "pan"),
		OffsetMS:  rapid.SampledFrom([]int64{0, 0, 0, 1, 20, 1365}).Draw(t, "offset"),
		FadeInMS:  rapid.SampledFrom([]int64{0, 0, 7, 2000, 9000}).Draw(t, "fade in"),
		FadeOutMS: rapid.SampledFrom([]int64{0, 0, 11, 3000, 9000}).Draw(t, "fade out"),
	}
}

// mixAll is the law in its plainest form: every stem, frame by frame, with no blocks, chunks or workers.
func mixAll(t *rapid.T, ops []op, frames int64) []int32 {
	sum := make([]int32, 2*frames)
	buf := make([]byte, pcm.BlockBuffer)
	for _, o := range ops {
		for i := range o.stem.Blocks() {
			block, err := o.stem.Block(i, buf)
			if err != nil {
				t.Fatal(err)
			}
			for at := range int64(len(block) / 8) {
				frame := i*pcm.BlockFrames + at
				left := int64(int32(binary.LittleEndian.Uint32(block[8*at:])))
				right := int64(int32(binary.LittleEndian.Uint32(block[8*at+4:])))
				sum[2*(frame+o.offset)] += int32((left*o.faded(o.left, frame) + gainHalf) >> gainBits)
				sum[2*(frame+o.offset)+1] += int32((right*o.faded(o.right, frame) + gainHalf) >> gainBits)
			}
		}
	}
	return sum
}

func write(t *rapid.T, path string, base *pcm.File, ops []op, frames int64, workers int) *pcm.File {
	w, err := pcm.Create(path, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := pass(t.Context(), base, ops, frames, workers, w.Write); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := pcm.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func samplesOf(t *rapid.T, f *pcm.File) []int32 {
	var out []int32
	buf, samples := make([]byte, pcm.BlockBuffer), make([]int32, 2*pcm.BlockFrames)
	for i := range f.Blocks() {
		block, err := f.Block(i, buf)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, pcm.Decode(samples, block)...)
	}
	return out
}

// TestExactMixLaw edits a sum at random (take out, put in, move, change gain, pan and fades) and expects the very bits of
// a mix made afresh, whatever the number of workers.
func TestExactMixLaw(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var stems []*pcm.File
	for i, frames := range []int{chunkFrames + 5, 200_000, pcm.BlockFrames + 1, pcm.BlockFrames, 0, 1, 1000} {
		stems = append(stems, noise(t, filepath.Join(dir, fmt.Sprint(i)), frames, uint32(i+1)))
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func() op {
			f := stems[min(rapid.IntRange(0, 40).Draw(t, "stem"), len(stems)-1)] // mostly the short one; the long ones take time
			return op{voice: newVoice(placeOf(t), f.Frames, rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "headroom")), stem: f}
		}
		have := rapid.SliceOfN(rapid.Custom(func(*rapid.T) op { return draw() }), 1, 4).Draw(t, "stems")
		sum := write(t, filepath.Join(dir, "a.sum"), nil, have, length(have), rapid.IntRange(1, 3).Draw(t, "workers"))
		defer func() { sum.Close() }()
		for edit := range rapid.IntRange(1, 3).Draw(t, "edits") {
			gone := have[0]
			gone.remove = true
			come := draw()
			have = append(slices.Clone(have[1:]), come)
			path := filepath.Join(dir, fmt.Sprintf("%d.sum", edit%2))
			next := write(t, path, sum, []op{gone, come}, length(have), rapid.IntRange(1, 3).Draw(t, "workers"))
			sum.Close()
			sum = next
		}
		if !slices.Equal(samplesOf(t, sum), mixAll(t, have, length(have))) {
			t.Fatal("the changed sum is not the sum made afresh")
		}
	})
}

func length(ops []op) int64 {
	var end int64
	for _, o := range ops {
		end = max(end, o.end())
	}
	return end
}

func TestVoice(t *testing.T) {
	t.Parallel()
	const one = 1 << gainBits
	cases := []struct {
		place       project.Place
		left, right float64
	}{
		{project.Place{}, 1, 1},
		{project.Place{GainDB: -6.0206}, 0.5, 0.5},
		{project.Place{GainDB: 12}, 3.981, 3.981},
		{project.Place{Pan: 1}, 0, 1},
		{project.Place{Pan: -1}, 1, 0},
		{project.Place{Pan: 0.5}, math.Sqrt2 / 2, 1},
		{project.Place{Pan: -0.5}, 1, math.Sqrt2 / 2},
	}
	for _, c := range cases {
		v := newVoice(c.place, 100, 0)
		if math.Abs(float64(v.left)/one-c.left) > 1e-3 || math.Abs(float64(v.right)/one-c.right) > 1e-3 {
			t.Errorf("%+v: %g and %g", c.place, float64(v.left)/one, float64(v.right)/one)
		}
	}
	v := newVoice(project.Place{FadeInMS: 1, FadeOutMS: 1}, 480, 0)
	for at, want := range map[int64]float64{0: 0, 24: 0.5, 47: 47.0 / 48, 48: 1, 432: 1, 456: 0.5, 479: 1.0 / 48} {
		if got := float64(v.faded(one, at)) / one; math.Abs(got-want) > 1e-6 {
			t.Errorf("fade at %d is %g, want %g", at, got, want)
		}
	}
	if h := newVoice(project.Place{}, 1, 3); h.left != one/8 {
		t.Errorf("headroom 3 gives %d", h.left)
	}
}

// TestTakingOutLeavesNothing makes sure that taking out is not rounded the other way.
func TestTakingOutLeavesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := newVoice(placeOf(t), 64, 0)
		stem := rapid.SliceOfN(rapid.Byte(), 512, 512).Draw(t, "stem")
		sum := make([]int32, 128)
		v.add(sum, stem, 0)
		v.sub(sum, stem, 0)
		if !bytes.Equal(pcm.Encode(make([]byte, 512), sum), make([]byte, 512)) {
			t.Fatal("something is left")
		}
	})
}

func BenchmarkPass(b *testing.B) {
	dir := b.TempDir()
	var ops []op
	for i := range 8 {
		f := noise(b, filepath.Join(dir, fmt.Sprint(i)), 2*chunkFrames, uint32(i))
		ops = append(ops, op{voice: newVoice(project.Place{GainDB: -3, Pan: 0.2}, f.Frames, 0), stem: f})
	}
	b.SetBytes(8 * 2 * chunkFrames * 8)
	for b.Loop() {
		if err := pass(b.Context(), nil, ops, 2*chunkFrames, 1, func([]int32) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
