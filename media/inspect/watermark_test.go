package inspect

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"tutti/media/tool"
	"tutti/project"
)

// TestWatermark: a plan's words stand across pictures, pages and films, in any script; none leaves them plain; and when it says nothing,
// pictures and pages are marked.
func TestWatermark(t *testing.T) {
	t.Parallel()
	white := image.NewGray(image.Rect(0, 0, 640, 480))
	draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
	var picture bytes.Buffer
	if err := png.Encode(&picture, white); err != nil {
		t.Fatal(err)
	}
	films := []string{"-f", "lavfi", "-i", "color=white:s=641x482:r=25:d=1,setsar=4/3", "-c:v", "libx264", "-pix_fmt", "yuv444p"}
	turned := generate(t, "turned.mp4", "-i", generate(t, "plain.mp4", films...), "-c", "copy", "-metadata:s:v", "rotate=90")
	i := newInspector(t, tool.Options{})
	for name, c := range map[string]struct {
		path  string
		kind  project.MediaKind
		plain bool // without a word of the plan
	}{
		"picture": {write(t, "a.png", picture.Bytes()), project.KindImage, false},
		"text":    {write(t, "a.txt", []byte(".")), project.KindText, false},
		"film":    {generate(t, "a.mp4", films...), project.KindVideo, true},
		"turned":  {turned, project.KindVideo, true},
	} {
		keys := map[string]bool{}
		for mark, marked := range map[project.Watermark]bool{"": !c.plain, project.WatermarkNone: false, "Anna Berg · 草稿": true} {
			r, err := i.Inspect(t.Context(), Request{Delivery: "dlv_1", Files: []File{{Name: name, Path: c.path}}, Spec: project.Spec{Kind: c.kind}, Watermark: mark, Work: t.TempDir()})
			if err != nil || len(r.Files[0].Previews) == 0 {
				t.Fatalf("%s, %q: %v %+v", name, mark, err, r.Findings)
			}
			if dark := darkPart(t, r.Derived[0]); (dark > 0.01) != marked {
				t.Errorf("%s, %q: %.4f of it is dark", name, mark, dark)
			}
			keys[r.Files[0].Previews[0]] = true
		}
		if len(keys) != 3 {
			t.Errorf("%s: the three are kept as %v", name, keys)
		}
	}
}

// darkPart is how much of the first page or picture is not white.
func darkPart(t testing.TB, d Derived) float64 {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", d.Path, "-frames:v", "1", "-vf", "format=gray", "-f", "rawvideo", "-")
	if strings.HasSuffix(d.Path, ".pdf") {
		cmd = exec.CommandContext(t.Context(), "pdftoppm", "-gray", "-r", "50", "-singlefile", d.Path)
	}
	pixels, err := cmd.Output()
	if err != nil || len(pixels) == 0 {
		t.Fatal(err)
	}
	dark := 0
	for _, p := range pixels {
		if p < 0xec {
			dark++
		}
	}
	return float64(dark) / float64(len(pixels))
}
