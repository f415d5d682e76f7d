package pcm

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func write(t testing.TB, path string, meta []byte, samples []int32) Info {
	t.Helper()
	w, err := Create(path, meta, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(samples); err != nil {
		t.Fatal(err)
	}
	info, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestFromFloat(t *testing.T) {
	cases := map[float32]int32{
		0: 0, 1: One, -1: -One, 0.5: One / 2, 1e9: math.MaxInt32, -1e9: math.MinInt32, 128: math.MaxInt32, -128: math.MinInt32,
		float32(math.NaN()): 0, float32(math.Inf(1)): math.MaxInt32, float32(math.Inf(-1)): math.MinInt32,
		0.5 / One: 0, 1.5 / One: 2, -1.5 / One: -2, 127.99999: 2147483520,
	}
	for in, want := range cases {
		dst := []int32{7}
		if n := FromFloat(dst, []float32{in}); n != 1 || dst[0] != want {
			t.Errorf("FromFloat(%v) = %d (%d), want %d", in, dst[0], n, want)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pcm")
	rapid.Check(t, func(t *rapid.T) {
		frames := rapid.OneOf(rapid.IntRange(0, 50), rapid.IntRange(BlockFrames-2, BlockFrames+2), rapid.Just(2*BlockFrames)).Draw(t, "frames")
		seed := rapid.Int32().Draw(t, "seed")
		samples := make([]int32, 2*frames)
		for i := range samples {
			seed = seed*1664525 + 1013904223
			samples[i] = seed
		}
		meta := rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "meta")
		w, err := Create(path, meta, true)
		if err != nil {
			t.Fatal(err)
		}
		for rest := samples; len(rest) > 0; {
			n := min(len(rest), rapid.IntRange(1, 100_000).Draw(t, "piece"))
			if err := w.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		info, err := w.Close()
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		raw, err := io.ReadAll(f.Reader())
		want := Encode(make([]byte, 8*frames), samples)
		sum := sha256.Sum256(want)
		if err != nil || !bytes.Equal(raw, want) || f.SHA256 != hex.EncodeToString(sum[:]) || info.SHA256 != f.SHA256 {
			t.Fatalf("%d frames came back as %d bytes, %v", frames, len(raw), err)
		}
		if f.Frames != int64(frames) || !bytes.Equal(f.Meta, meta) || f.Peak != peakOf(samples) {
			t.Fatalf("info %+v of %d frames, peak %d", f.Info, frames, peakOf(samples))
		}
	})
}

func peakOf(samples []int32) int32 {
	var peak int64
	for _, s := range samples {
		peak = max(peak, int64(s), -int64(s))
	}
	return int32(min(peak, math.MaxInt32))
}

// TestDamageIsNeverRead changes every byte of a file, and its length, and expects ErrTorn each time.
func TestDamageIsNeverRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pcm")
	write(t, path, []byte("meta"), []int32{1, 2, 3, 4, 5, 6})
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	read := func(content []byte) error {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.ReadAll(f.Reader())
		return err
	}
	if err := read(good); err != nil {
		t.Fatal("the undamaged file:", err)
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if err := read(bad); !errors.Is(err, ErrTorn) {
			t.Errorf("byte %d changed: %v", i, err)
		}
	}
	for n := range good {
		if err := read(good[:n]); !errors.Is(err, ErrTorn) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	if err := read(append(bytes.Clone(good), 0)); !errors.Is(err, ErrTorn) {
		t.Errorf("one byte more: %v", err)
	}
}

func TestUnfinishedIsTorn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pcm")
	w, err := Create(path, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Write(make([]int32, 4*BlockFrames)), w.Abandon()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrTorn) {
		t.Errorf("got %v", err)
	}
	if w, err = Create(path, nil, false); err != nil {
		t.Fatal(err)
	}
	if err := w.Write([]int32{1}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err == nil {
		t.Error("half a frame was accepted")
	}
}

func put(t *testing.T, c *Cache, key string, samples []int32) {
	t.Helper()
	e, err := c.Create(key, nil, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Write(samples); err != nil {
		t.Fatal(err)
	}
	f, err := e.Commit()
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}

func TestCacheKeepsTheLatestUsed(t *testing.T) {
	dir := t.TempDir()
	c, err := OpenCache(dir, 3*(80_000+200))
	if err != nil {
		t.Fatal(err)
	}
	for i, key := range []string{"a", "b", "c"} {
		put(t, c, key, make([]int32, 20_000))
		old := time.Now().Add(time.Duration(i-10) * time.Minute)
		if err := os.Chtimes(filepath.Join(dir, key+".pcm"), old, old); err != nil {
			t.Fatal(err)
		}
	}
	a, err := c.Open("a") // now b is the longest unused
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	put(t, c, "d", make([]int32, 20_000))
	for key, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		f, err := c.Open(key)
		if (err == nil) != want || err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v, want it there: %t", key, err, want)
		}
		if f != nil {
			f.Close()
		}
	}
}

func TestCacheDropsTornFilesAndOldParts(t *testing.T) {
	dir := t.TempDir()
	c, err := OpenCache(dir, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, "a", make([]int32, 200))
	if err := os.Truncate(filepath.Join(dir, "a.pcm"), 300); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Open("a"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("torn: %v", err)
	}
	part := filepath.Join(dir, "x-1.part")
	if err := os.WriteFile(part, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(part, old, old); err != nil {
		t.Fatal(err)
	}
	put(t, c, "b", make([]int32, 200))
	left, err := filepath.Glob(dir + "/*")
	if err != nil || len(left) != 1 || !strings.HasSuffix(left[0], "b.pcm") {
		t.Errorf("left: %v %v", left, err)
	}
}

// TestCacheTooSmall shows that what was committed can be read though the cache cannot keep it.
func TestCacheTooSmall(t *testing.T) {
	c, err := OpenCache(t.TempDir(), 100)
	if err != nil {
		t.Fatal(err)
	}
	e, err := c.Create("a", nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Write(make([]int32, 2000)); err != nil {
		t.Fatal(err)
	}
	f, err := e.Commit()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if raw, err := io.ReadAll(f.Reader()); err != nil || len(raw) != 8000 {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if _, err := c.Open("a"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it was kept: %v", err)
	}
}

func TestCacheIsShared(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			c, err := OpenCache(dir, 6*80_000)
			if err != nil {
				t.Error(err)
				return
			}
			for i := range 20 {
				key := string(rune('a' + (i+worker)%9))
				e, err := c.Create(key, []byte(key), true)
				if err != nil {
					t.Error(err)
					return
				}
				samples := make([]int32, 16_000)
				samples[0] = int32(key[0])
				if err := e.Write(samples); err != nil {
					t.Error(err)
				}
				f, err := e.Commit()
				if err != nil {
					t.Error(err)
					return
				}
				block, err := f.Block(0, make([]byte, BlockBuffer))
				if err != nil || string(f.Meta) != key || int32(binary.LittleEndian.Uint32(block)) != int32(key[0]) {
					t.Errorf("%s: %v, meta %q", key, err, f.Meta)
				}
				f.Close()
			}
		})
	}
	group.Wait()
}

func BenchmarkFromFloat(b *testing.B) {
	src := make([]float32, BlockFrames*2)
	for i := range src {
		src[i] = float32(i%1000)/1000 - 0.5
	}
	dst := make([]int32, BlockFrames*2)
	b.SetBytes(int64(4 * len(src)))
	for b.Loop() {
		FromFloat(dst, src)
	}
}

func BenchmarkWrite(b *testing.B) {
	w, err := Create(filepath.Join(b.TempDir(), "x"), nil, true)
	if err != nil {
		b.Fatal(err)
	}
	samples := make([]int32, BlockFrames*2)
	b.SetBytes(int64(4 * len(samples)))
	for b.Loop() {
		if err := w.Write(samples); err != nil {
			b.Fatal(err)
		}
	}
}

// TestFromFloatIsTheRoundedProduct holds the conversion to what it stands for, on any bits.
func TestFromFloatIsTheRoundedProduct(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		near := rapid.Float32Range(-129, 129)
		any := rapid.Map(rapid.Uint32(), math.Float32frombits)
		halves := rapid.Map(rapid.Int32Range(-1<<24, 1<<24), func(n int32) float32 { return float32(n) / 2 / One })
		src := rapid.SliceOf(rapid.OneOf(near, any, halves)).Draw(t, "floats")
		got := make([]int32, len(src))
		FromFloat(got, src)
		for i, x := range src {
			exact := math.RoundToEven(float64(x) * One)
			want := int32(max(math.MinInt32, min(math.MaxInt32, exact)))
			if exact != exact {
				want = 0
			}
			if got[i] != want {
				t.Fatalf("%v gives %d, want %d", x, got[i], want)
			}
		}
	})
}
