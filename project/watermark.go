package project

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Watermark is what stands across the pictures, pages and films that reviewers see of a delivery before it is paid. The zero value
// marks pictures and pages with a word that says so, and leaves films as they are.
type Watermark string

// WatermarkNone leaves everything unmarked.
const WatermarkNone Watermark = "none"

// The words of the zero value, and how long others can be.
const (
	watermarkUsual   = "PREVIEW"
	MaxWatermarkText = 40 // characters
)

func (w Watermark) check(f *faults) {
	f.checkLine("watermark", string(w), MaxWatermarkText)
	if string(w) != strings.TrimSpace(string(w)) {
		f.addf("watermark", "has blanks around it; write %s to mark nothing", WatermarkNone)
	}
}

// Words stand across pictures and pages; "" for nothing.
func (w Watermark) Words() string {
	switch w {
	case "":
		return watermarkUsual
	case WatermarkNone:
		return ""
	}
	return string(w)
}

// FilmWords stand across films; "" for nothing.
func (w Watermark) FilmWords() string {
	if w == "" {
		return ""
	}
	return w.Words()
}

// Profile names what is derived of a file with this mark, so that the same file in another project keeps its own.
func (w Watermark) Profile(name string) string {
	if w == "" {
		return name
	}
	sum := sha256.Sum256([]byte(w))
	return hex.EncodeToString(sum[:4]) + "/" + name
}
