package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"

	"tutti/activities"
	"tutti/bench/measure"
	"tutti/embedded/s3"
	"tutti/media/archive"
	"tutti/media/assemble"
	"tutti/project"
	"tutti/storage/objects"
)

const (
	storeCommand = "store"
	fileBytes    = 60_000_000
)

// beStore runs the object store in a process of its own, so that its memory and CPU are not ours. It ends with its input.
func beStore() int {
	dir, err := os.MkdirTemp("", "tutti-bench-store-")
	if err != nil {
		return 2
	}
	defer os.RemoveAll(dir)
	server, err := s3.Start(s3.Options{Dir: dir, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer server.Stop()
	_ = json.NewEncoder(os.Stdout).Encode(objects.Options{Endpoint: "http://" + server.Endpoint(), AccessKey: server.AccessKey(),
		SecretKey: server.SecretKey(), Region: server.Region(), Bucket: "tutti-bench"})
	_, _ = io.Copy(io.Discard, os.Stdin)
	return 0
}

// counting counts what Compose says to have moved.
type counting struct {
	*objects.Store
	moved int64
}

func (c *counting) Compose(ctx context.Context, key, mediaType string, stretches []project.Stretch) (int64, error) {
	n, err := c.Store.Compose(ctx, key, mediaType, stretches)
	c.moved += n
	return n, err
}

// bundle compares three ways of the same bytes inside one store: a plain copy through us, a streamed archive, a composed one.
func (b *bench) bundle(ctx context.Context, n int) error {
	child := exec.CommandContext(ctx, "/proc/self/exe", storeCommand)
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		return err
	}
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return err
	}
	defer func() { in.Close(); _ = child.Wait() }()
	var options objects.Options
	if err := json.NewDecoder(out).Decode(&options); err != nil {
		return fmt.Errorf("the store does not start: %w", err)
	}
	options.Logger = slog.New(slog.DiscardHandler)
	store, err := objects.Open(ctx, options)
	if err != nil {
		return err
	}
	defer store.Close()
	return b.compare(ctx, &counting{Store: store}, n)
}

func (b *bench) compare(ctx context.Context, store *counting, n int) error {
	files, stretches, size, err := material(ctx, store, n)
	if err != nil {
		return err
	}
	_, plain, err := measure.Cost(func() error { return copyThrough(ctx, store, files) })
	if err != nil {
		return err
	}
	before, err := freshPeakMiB()
	if err != nil {
		return err
	}
	_, streamed, err := measure.Cost(func() error {
		_, err := activities.Layer{Objects: store, From: size + 1}.Lay("prj_bench", "streamed")(ctx, "all.zip", "application/zip", size, stretches)
		return err
	})
	if err != nil {
		return err
	}
	_, composed, err := measure.Cost(func() error {
		_, err := activities.Layer{Objects: store, From: 1}.Lay("prj_bench", "composed")(ctx, "all.zip", "application/zip", size, stretches)
		return err
	})
	if err != nil {
		return err
	}
	mb := float64(size) / 1e6
	b.line("zip streamed against a plain copy, speed", plain/streamed, goalStreamed, plain/streamed >= goalStreamed,
		fmt.Sprintf("%.0f MB/s against %.0f", mb/streamed, mb/plain))
	moved := float64(store.moved) / float64(size)
	b.line("zip composed in the store, bytes through us", moved, goalMoved, moved <= goalMoved, fmt.Sprintf("%.0f MB/s", mb/composed))
	grown := peakMiB() - before
	b.line("memory of both, MiB", grown, goalMemory, grown <= goalMemory, fmt.Sprintf("%d files, %.1f GB", n, mb/1000))
	return nil
}

// material stores the files and lays out their archive.
func material(ctx context.Context, store *counting, n int) ([]project.FileFacts, []assemble.Stretch, int64, error) {
	content := make([]byte, fileBytes)
	random := rand.NewChaCha8([32]byte{1})
	var files []project.FileFacts
	var items []archive.Item
	for i := range n {
		_, _ = random.Read(content) // never fails
		sum := sha256.Sum256(content)
		f := project.FileFacts{Name: fmt.Sprintf("%d.wav", i), SHA256: hex.EncodeToString(sum[:]), Size: fileBytes, CRC32: crc32.ChecksumIEEE(content)}
		if err := store.Put(ctx, project.ObjectKey(f.SHA256), strings.NewReader(string(content)), f.Size, "", f.SHA256); err != nil {
			return nil, nil, 0, err
		}
		files, items = append(files, f), append(items, archive.Item{Name: f.Name, Size: f.Size, CRC32: f.CRC32})
	}
	segments, size, err := archive.Plan(items)
	var stretches []assemble.Stretch
	for _, s := range segments {
		if s.Bytes != nil {
			stretches = append(stretches, assemble.Stretch{Bytes: s.Bytes})
		} else {
			stretches = append(stretches, assemble.Stretch{File: files[s.Item]})
		}
	}
	return files, stretches, size, err
}

// copyThrough reads every file from the store, hashes it and writes it back, as plainly as can be.
func copyThrough(ctx context.Context, store *counting, files []project.FileFacts) error {
	for i, f := range files {
		body, _, err := store.Get(ctx, project.ObjectKey(f.SHA256))
		if err != nil {
			return err
		}
		err = store.Put(ctx, "copy/"+strconv.Itoa(i), body, f.Size, "", f.SHA256)
		body.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// freshPeakMiB gives back what is not in use any more and lets the peak begin anew from what is: what came before, and the making
// of the material, would hide what bundling takes. Linux does it for a 5; see proc_pid_clear_refs(5).
func freshPeakMiB() (float64, error) {
	debug.FreeOSMemory()
	err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return peakMiB(), err
}

// peakMiB is the most memory that this process had in use at once since the peak began anew.
func peakMiB() float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kib / 1024
		}
	}
	return 0
}
