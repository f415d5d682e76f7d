package project

import (
	"fmt"
	"strings"
	"time"
)

// Limits of a reel.
const (
	MaxReel        = 6
	MaxSampleBytes = 100 << 20 // 100 MiB
	MaxSampleTitle = 100       // characters
)

// Sample is a piece of earlier work that a seller shows to those who cast.
type Sample struct {
	Title   string       `json:"title"`
	File    DeliveryFile `json:"file"`
	AddedAt time.Time    `json:"added_at"`
}

// CheckReel refuses too many samples, a sample without a title, and one that is there twice. It names every fault by its place.
func CheckReel(samples []Sample) error {
	e := &Error{Code: Invalid, Message: "the reel cannot be taken as it is"}
	add := func(path, format string, args ...any) {
		e.Fields = append(e.Fields, Field{Path: path, Message: fmt.Sprintf(format, args...)})
	}
	if len(samples) > MaxReel {
		add("samples", "are %d; a reel has at most %d", len(samples), MaxReel)
	}
	seen := map[string]bool{}
	for i, s := range samples {
		at := fmt.Sprintf("samples[%d]", i)
		if n := len([]rune(s.Title)); strings.TrimSpace(s.Title) == "" || n > MaxSampleTitle {
			add(at+".title", "has %d characters; write 1 to %d", n, MaxSampleTitle)
		}
		if seen[s.File.SHA256] {
			add(at, "is there twice")
		}
		seen[s.File.SHA256] = true
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}
