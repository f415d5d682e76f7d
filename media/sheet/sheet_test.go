package sheet

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pagesIn counts the pages of a document that we made.
func pagesIn(document []byte) int {
	return len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(document, -1))
}

func TestContentsTakeAsManyPagesAsTheySay(t *testing.T) {
	for _, size := range []Size{{210, 297}, {105, 148}, {50, 50}} {
		for _, n := range []int{0, 1, size.linesOn(), size.linesOn() + 1, 100} {
			var lines []Line
			for i := range n {
				lines = append(lines, Line{Title: strings.Repeat("A long title ", i%9+1), By: "Ольга", Page: i + 1})
			}
			var out bytes.Buffer
			if err := Contents(&out, size, "Contents", lines); err != nil {
				t.Fatal(err)
			}
			if got := pagesIn(out.Bytes()); got != ContentsPages(size, n) {
				t.Errorf("%d lines on %v take %d pages, said were %d", n, size, got, ContentsPages(size, n))
			}
		}
	}
}

// TestSpreadsHoldThePicturesAsTheyAre: whatever the orientation and the number, there are two pages and every byte.
func TestSpreadsHoldThePicturesAsTheyAre(t *testing.T) {
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.jpg")
	if err := os.WriteFile(path, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range 6 {
		var pictures []Picture
		for i := range n {
			one := Picture{Path: path, Width: 60, Height: 40, Orientation: []int{1, 3, 6, 8}[i%4]}
			if one.Orientation >= 6 {
				one.Width, one.Height = one.Height, one.Width
			}
			pictures = append(pictures, one)
		}
		var out bytes.Buffer
		if err := Spread(&out, Size{210, 210}, Caption{Title: strings.Repeat("word ", 200), Name: "نور", Place: "LB"}, pictures); err != nil {
			t.Fatal(err)
		}
		if got := pagesIn(out.Bytes()); got != 2 || n > 0 && !bytes.Contains(out.Bytes(), picture.Bytes()) {
			t.Errorf("%d pictures take %d pages", n, got)
		}
	}
	if err := os.WriteFile(path, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Spread(&bytes.Buffer{}, Size{210, 210}, Caption{}, []Picture{{Path: path, Width: 1, Height: 1, Orientation: 1}}); err == nil {
		t.Error("a text was taken for a picture")
	}
}
