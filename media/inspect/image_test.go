package inspect

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

// TestThePreviewOfAPictureIsMarked: what reviewers see of a plain picture is not plain.
func TestThePreviewOfAPictureIsMarked(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 900, 600))
	draw.Draw(grey, grey.Bounds(), image.NewUniform(image.White.C), image.Point{}, draw.Src)
	var src bytes.Buffer
	if err := png.Encode(&src, grey); err != nil {
		t.Fatal(err)
	}
	r := inspectOne(t, newInspector(t, tool.Options{}), write(t, "plain.png", src.Bytes()), project.Spec{Kind: project.KindImage})
	if len(r.Derived) != 1 || len(r.Files[0].Previews) != 1 || r.Files[0].Previews[0] != r.Derived[0].Key {
		t.Fatalf("%+v", r)
	}
	f, err := os.Open(r.Derived[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	shown, err := jpeg.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	dark := 0
	for y := range 600 {
		for x := range 900 {
			if c, _, _, _ := shown.At(x, y).RGBA(); c < 0xe000 {
				dark++
			}
		}
	}
	if dark < 5_000 {
		t.Errorf("%d pixels of the preview are marked", dark)
	}
}
