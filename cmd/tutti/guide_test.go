package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGuideMark: the copy differs from the guide at its start alone, and is not marked again.
func TestGuideMark(t *testing.T) {
	dir := t.TempDir()
	guide := filepath.Join(dir, "guide.wav")
	const frames = 24_000
	le := binary.LittleEndian
	wav := append(le.AppendUint32([]byte("RIFF"), 36+2*frames), "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	wav = le.AppendUint32(le.AppendUint32(wav, 48_000), 96_000)
	wav = append(le.AppendUint32(append(wav, "\x02\x00\x10\x00data"...), 2*frames), make([]byte, 2*frames)...)
	if err := os.WriteFile(guide, wav, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := tutti(t, nil, "guide", "mark", guide); got.code != 0 || !strings.Contains(got.out, "guide-marked.wav") {
		t.Fatalf("%+v", got)
	}
	marked, err := os.ReadFile(filepath.Join(dir, "guide-marked.wav"))
	if err != nil || len(marked) != len(wav) || string(marked[:44]) != string(wav[:44]) || string(marked[:44+24_000]) == string(wav[:44+24_000]) {
		t.Errorf("%d bytes of %d, %v", len(marked), len(wav), err)
	}
	for _, args := range [][]string{{guide}, {filepath.Join(dir, "guide-marked.wav")}, {filepath.Join(dir, "nothing.wav")}} {
		if got := tutti(t, nil, append([]string{"guide", "mark"}, args...)...); got.code == 0 || got.errs == "" {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*-marked-marked.wav")); len(left) > 0 {
		t.Errorf("half a guide is left: %v", left)
	}
}
