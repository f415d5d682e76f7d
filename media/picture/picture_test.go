package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(Work())
	os.Exit(m.Run())
}

// quarters is a picture with another colour in each corner: red, green, blue, white, from the upper left, by rows.
func quarters(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	corner := []color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}
	for y := range height {
		for x := range width {
			img.Set(x, y, corner[2*(2*y/height)+2*x/width])
		}
	}
	return img
}

func file(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "picture")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// segment is one segment of a JPEG, put in after its first two bytes.
func segment(content []byte, marker byte, body []byte) []byte {
	head := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return bytes.Join([][]byte{content[:2], head, body, content[2:]}, nil)
}

// exif is an EXIF segment with an orientation and a resolution.
func exif(orientation uint16, dpi uint32) []byte {
	b := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x03")
	for _, e := range [][4]uint32{{tagOrientation, 3, 1, uint32(orientation) << 16}, {tagXResolution, 5, 1, 50}, {tagUnit, 3, 1, 2 << 16}} {
		b = binary.BigEndian.AppendUint16(b, uint16(e[0]))
		b = binary.BigEndian.AppendUint16(b, uint16(e[1]))
		b = binary.BigEndian.AppendUint32(b, e[2])
		b = binary.BigEndian.AppendUint32(b, e[3])
	}
	b = append(b, 0, 0, 0, 0)
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, dpi), 1)
}

// chunk is one chunk of a PNG, put in after its header.
func chunk(content []byte, name string, body []byte) []byte {
	const after = 33
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, name...), body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return bytes.Join([][]byte{content[:after], c, content[after:]}, nil)
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, nil))
	return out.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, img))
	return out.Bytes()
}

func TestFacts(t *testing.T) {
	img := quarters(40, 20)
	var asGIF, asTIFF bytes.Buffer
	must(t, gif.Encode(&asGIF, img, nil))
	must(t, tiff.Encode(&asTIFF, img, nil))
	jfif := append([]byte("JFIF\x00\x01\x02\x02"), 0, 100, 0, 100, 0, 0) // 100 dots a centimetre
	metre := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 11811), 11811), 1)
	for name, c := range map[string]struct {
		content []byte
		want    Facts
	}{
		"jpeg":                    {jpegOf(t, img), Facts{"jpeg", 40, 20, 1, 0, "rgb", "", 8, false}},
		"jpeg, gray":              {jpegOf(t, image.NewGray(img.Bounds())), Facts{"jpeg", 40, 20, 1, 0, "grey", "", 8, false}},
		"jpeg, JFIF":              {segment(jpegOf(t, img), 0xe0, jfif), Facts{"jpeg", 40, 20, 1, 254, "rgb", "", 8, false}},
		"jpeg, EXIF, on its side": {segment(jpegOf(t, img), 0xe1, exif(6, 300)), Facts{"jpeg", 20, 40, 6, 300, "rgb", "", 8, false}},
		"png":                     {pngOf(t, img), Facts{"png", 40, 20, 1, 0, "rgb", "", 8, false}},
		"png, 300 dpi":            {chunk(pngOf(t, img), "pHYs", metre), Facts{"png", 40, 20, 1, 300, "rgb", "", 8, false}},
		"png, profile":            {chunk(pngOf(t, img), "iCCP", []byte("Display P3\x00\x00x")), Facts{"png", 40, 20, 1, 0, "rgb", "Display P3", 8, false}},
		"png, 16 bits":            {pngOf(t, image.NewGray16(img.Bounds())), Facts{"png", 40, 20, 1, 0, "grey", "", 16, false}},
		"gif":                     {asGIF.Bytes(), Facts{"gif", 40, 20, 1, 0, "rgb", "", 8, false}},
		"tiff":                    {asTIFF.Bytes(), Facts{"tiff", 40, 20, 1, 72, "rgb", "", 8, true}},
	} {
		if got, err := Read(file(t, c.content)); err != nil || got != c.want {
			t.Errorf("%s: %+v, want %+v (%v)", name, got, c.want, err)
		}
	}
}

func TestEffectiveDPI(t *testing.T) {
	f := Facts{Width: 3000, Height: 2000}
	for _, c := range []struct{ width, height, want float64 }{{254, 254, 200}, {254, 0, 300}, {0, 254, 200}, {0, 0, 0}} {
		if got := f.EffectiveDPI(c.width, c.height); got < c.want-0.01 || got > c.want+0.01 {
			t.Errorf("on %g x %g mm: %g dpi, want %g", c.width, c.height, got, c.want)
		}
	}
}

// vast is a valid PNG of zeros that says to be of any size.
func vast(width, height uint32) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(make([]byte, 1<<16))
	z.Close()
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	content := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		body []byte
	}{{"IHDR", append(head, 8, 0, 0, 0, 0)}, {"IDAT", packed.Bytes()}, {"IEND", nil}} {
		one := binary.BigEndian.AppendUint32(nil, uint32(len(c.body)))
		one = append(append(one, c.name...), c.body...)
		content = append(content, binary.BigEndian.AppendUint32(one, crc32.ChecksumIEEE(one[4:]))...)
	}
	return content
}

func TestBombsAreNotDecoded(t *testing.T) {
	for _, size := range [][2]uint32{{30000, 30000}, {1 << 30, 1}, {60000, 10}, {2147483647, 2147483647}} {
		path := file(t, vast(size[0], size[1]))
		var limit *LimitError
		if _, err := Read(path); !errors.As(err, &limit) {
			var damaged *DamagedError // the largest does not even fit into its decoder's numbers
			if !errors.As(err, &damaged) {
				t.Errorf("%v: %v", size, err)
			}
		}
		if img, _, err := Decode(path); err == nil || img != nil {
			t.Errorf("%v was decoded", size)
		}
	}
}

func TestDevelop(t *testing.T) {
	room := NewDarkroom(tool.New(tool.Options{}))
	content := segment(jpegOf(t, quarters(4000, 2000)), 0xe1, exif(6, 300))
	preview := filepath.Join(t.TempDir(), "preview.jpg")
	seen, err := room.Develop(t.Context(), file(t, content), preview, 800, "preview")
	must(t, err)
	if seen != (project.Area{Width: 1, Height: 1}) {
		t.Errorf("within a border that is not there: %+v", seen)
	}
	if facts, err := Read(preview); err != nil || facts.Width != 400 || facts.Height != 800 {
		t.Errorf("%+v, %v", facts, err)
	}
	_, err = room.Develop(t.Context(), file(t, content[:len(content)/2]), preview+"2", 800, "")
	if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), "pixels") {
		t.Errorf("half of a picture: %v", err)
	}
}

// TestInsideABorder: what is within an even border is found as it is shown, and what only looks like one is none.
func TestInsideABorder(t *testing.T) {
	room := NewDarkroom(tool.New(tool.Options{}))
	white, night := color.RGBA{255, 255, 255, 255}, color.RGBA{3, 3, 9, 255}
	whole := project.Area{Width: 1, Height: 1}
	for name, c := range map[string]struct {
		paper       color.Color
		picture     image.Rectangle // of 1000 x 800
		orientation uint16
		want        project.Area
	}{
		"none":             {white, image.Rect(0, 0, 1000, 800), 1, whole},
		"a frame":          {white, image.Rect(100, 80, 950, 720), 1, project.Area{X: 0.1, Y: 0.1, Width: 0.85, Height: 0.8}},
		"bars":             {night, image.Rect(0, 200, 1000, 600), 1, project.Area{Y: 0.25, Width: 1, Height: 0.5}},
		"bars, turned":     {night, image.Rect(0, 200, 1000, 600), 6, project.Area{X: 0.25, Width: 0.5, Height: 1}},
		"a sky":            {night, image.Rect(0, 400, 1000, 800), 1, whole},
		"sky and one edge": {night, image.Rect(0, 400, 900, 800), 1, whole},
		"one colour":       {white, image.Rectangle{}, 1, project.Area{}},
	} {
		img := image.NewRGBA(image.Rect(0, 0, 1000, 800))
		draw.Draw(img, img.Bounds(), image.NewUniform(c.paper), image.Point{}, draw.Src)
		draw.Draw(img, c.picture, quarters(1000, 800), image.Point{}, draw.Src)
		content := segment(jpegOf(t, img), 0xe1, exif(c.orientation, 300))
		got, err := room.Develop(t.Context(), file(t, content), filepath.Join(t.TempDir(), "small.jpg"), 500, "preview")
		must(t, err)
		const near = 0.025 // the eighth of a JPEG, and the edge of a reduction
		for i, d := range []float64{got.X - c.want.X, got.Y - c.want.Y, got.Width - c.want.Width, got.Height - c.want.Height} {
			if math.Abs(d) > near {
				t.Errorf("%s: %+v, want %+v (%d)", name, got, c.want, i)
			}
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	img := quarters(400, 300)
	var asTIFF bytes.Buffer
	must(t, tiff.Encode(&asTIFF, img, nil))
	for name, content := range map[string][]byte{"jpeg": jpegOf(t, img), "png": pngOf(t, img), "tiff": asTIFF.Bytes()} {
		if _, _, err := Decode(file(t, content)); err != nil {
			t.Errorf("%s, whole: %v", name, err)
		}
		var damaged *DamagedError
		if _, _, err := Decode(file(t, content[:len(content)/2])); !errors.As(err, &damaged) {
			t.Errorf("%s, half: %v", name, err)
		}
	}
	if _, err := Read(file(t, []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"))); !errors.Is(err, ErrNotPicture) {
		t.Errorf("an SVG: %v", err)
	}
}

// TestUpright checks the corners of each of the eight orientations: the same picture, as a camera would store it.
func TestUpright(t *testing.T) {
	red, green, blue, white := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}
	img := quarters(8, 4)
	for orientation, want := range map[int][4]color.Color{
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
	} {
		up := upright(img, orientation)
		b := up.Bounds()
		got := [4]color.Color{up.At(0, 0), up.At(b.Max.X-1, 0), up.At(0, b.Max.Y-1), up.At(b.Max.X-1, b.Max.Y-1)}
		if got != want {
			t.Errorf("orientation %d: %v, want %v", orientation, got, want)
		}
		if (b.Dx() == 4) != (orientation >= 5) {
			t.Errorf("orientation %d has the size %v", orientation, b)
		}
	}
}

func TestPreview(t *testing.T) {
	for _, c := range []struct{ width, height, wide, high int }{{4000, 1000, 1600, 400}, {1000, 3200, 500, 1600}, {300, 200, 300, 200}, {5000, 1, 1600, 1}} {
		var plain, marked bytes.Buffer
		must(t, WriteJPEG(&plain, quarters(c.width, c.height), 1, PreviewSide, previewQuality, ""))
		must(t, WriteJPEG(&marked, quarters(c.width, c.height), 1, PreviewSide, previewQuality, "Tutti · preview"))
		img, err := jpeg.Decode(bytes.NewReader(plain.Bytes()))
		must(t, err)
		if img.Bounds().Dx() != c.wide || img.Bounds().Dy() != c.high {
			t.Errorf("%d x %d became %v", c.width, c.height, img.Bounds())
		}
		if c.high > 1 && bytes.Equal(plain.Bytes(), marked.Bytes()) {
			t.Errorf("%d x %d: the watermark left no trace", c.width, c.height)
		}
		if r, g, b, _ := img.At(0, 0).RGBA(); c.high > 1 && (r < 0xe000 || g > 0x3000 || b > 0x3000) {
			t.Errorf("the upper left corner is %x %x %x, not red", r, g, b)
		}
	}
}

func TestPreviewIsUpright(t *testing.T) {
	var out bytes.Buffer
	must(t, WriteJPEG(&out, quarters(4000, 2000), 6, PreviewSide, previewQuality, ""))
	img, err := jpeg.Decode(&out)
	must(t, err)
	if b := img.Bounds(); b.Dx() != 800 || b.Dy() != 1600 {
		t.Fatalf("its size is %v", b)
	}
	if r, _, b, _ := img.At(10, 10).RGBA(); r > 0x3000 || b < 0xe000 {
		t.Errorf("the upper left corner is %v, not blue", img.At(10, 10))
	}
}

func FuzzDecode(f *testing.F) {
	img := quarters(8, 4)
	f.Add(jpegOf(f, img))
	f.Add(segment(jpegOf(f, img), 0xe1, exif(6, 300)))
	f.Add(pngOf(f, img))
	f.Add(vast(30000, 30000))
	f.Add(fourInks(f, img, tiff.Uncompressed))
	path := filepath.Join(f.TempDir(), "a")
	f.Fuzz(func(t *testing.T, b []byte) {
		must(t, os.WriteFile(path, b, 0o600))
		if facts, err := Read(path); err == nil && facts.Width*facts.Height > 1<<20 {
			t.Skip() // allowed, but slow
		}
		img, facts, err := Decode(path)
		if err == nil && img.Bounds().Dx()*img.Bounds().Dy() != facts.Width*facts.Height {
			t.Errorf("%v is not %d x %d", img.Bounds(), facts.Width, facts.Height)
		}
	})
}

// A picture of a kind that is not read is not called damaged.
func TestAnUnsupportedPictureIsNotDamaged(t *testing.T) {
	var out bytes.Buffer
	if err := tiff.Encode(&out, image.NewGray(image.Rect(0, 0, 4, 4)), nil); err != nil {
		t.Fatal(err)
	}
	content := out.Bytes()
	const photometric, cmyk = 262, 5
	entry := bytes.Index(content, []byte{photometric & 0xff, photometric >> 8, 3, 0})
	content[entry+8] = cmyk
	path := filepath.Join(t.TempDir(), "press.tiff")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Read(path)
	var damaged *DamagedError
	if !errors.As(err, &damaged) || !damaged.Unsupported() || strings.Contains(err.Error(), "to the end") {
		t.Errorf("%v", err)
	}
}

// TestFourInks: a TIFF of cyan, magenta, yellow and black is read, plain and packed, of 8 and 16 bits, in both orders of bytes.
func TestFourInks(t *testing.T) {
	t.Parallel()
	inks := []color.CMYK{{255, 0, 0, 0}, {0, 255, 0, 0}, {0, 0, 255, 0}, {10, 20, 30, 200}}
	narrow, wide := image.NewNRGBA(image.Rect(0, 0, 40, 30)), image.NewNRGBA64(image.Rect(0, 0, 40, 30))
	for i := range 40 * 30 {
		c := inks[(i%40)/10]
		narrow.SetNRGBA(i%40, i/40, color.NRGBA{c.C, c.M, c.Y, c.K})
		wide.SetNRGBA64(i%40, i/40, color.NRGBA64{uint16(c.C) << 8, uint16(c.M) << 8, uint16(c.Y) << 8, uint16(c.K) << 8})
	}
	for name, c := range map[string]struct {
		img  image.Image
		pack tiff.CompressionType
	}{"8 bits": {narrow, tiff.Uncompressed}, "8 bits, packed": {narrow, tiff.Deflate}, "16 bits": {wide, tiff.Uncompressed}, "16 bits, packed": {wide, tiff.Deflate}} {
		path := filepath.Join(t.TempDir(), "press.tiff")
		must(t, os.WriteFile(path, fourInks(t, c.img, c.pack), 0o600))
		img, facts, err := Decode(path)
		if err != nil || facts.Space != "cmyk" || facts.Width != 40 || facts.Height != 30 || facts.Format != "tiff" {
			t.Errorf("%s: %+v %v", name, facts, err)
			continue
		}
		for n, want := range inks {
			if got := img.At(10*n+5, 20); got != want {
				t.Errorf("%s: ink %d is %v, want %v", name, n, got, want)
			}
		}
		preview := path + ".jpg"
		if _, err := NewDarkroom(tool.New(tool.Options{})).Develop(t.Context(), path, preview, 800, ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		content, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(path, content[:len(content)/2], 0o600))
		var damaged *DamagedError
		if _, _, err := Decode(path); !errors.As(err, &damaged) {
			t.Errorf("%s, cut: %v", name, err)
		}
	}
}

// fourInks writes four samples for each pixel as inks: as red, green, blue and alpha, which it then calls otherwise.
func fourInks(t testing.TB, img image.Image, pack tiff.CompressionType) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, tiff.Encode(&out, img, &tiff.Options{Compression: pack}))
	content := out.Bytes()
	at := int(binary.LittleEndian.Uint32(content[4:]))
	entries := content[at+2 : at+2+12*int(binary.LittleEndian.Uint16(content[at:]))]
	var kept []byte
	for i := 0; i < len(entries); i += 12 {
		switch binary.LittleEndian.Uint16(entries[i:]) {
		case tagExtraSamples:
			continue
		case tagPhotometric:
			binary.LittleEndian.PutUint16(entries[i+8:], photometricInks)
		}
		kept = append(kept, entries[i:i+12]...)
	}
	binary.LittleEndian.PutUint32(content[4:], uint32(len(content)))
	content = binary.LittleEndian.AppendUint16(content, uint16(len(kept)/12))
	return append(append(content, kept...), 0, 0, 0, 0)
}

// TestAnAnimationIsNotDamaged: a WebP of several pictures is told what it is.
func TestAnAnimationIsNotDamaged(t *testing.T) {
	t.Parallel()
	head := []byte("RIFF\x30\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x0f\x00\x00\x0f\x00\x00ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	_, err := Read(file(t, head))
	var damaged *DamagedError
	if !errors.As(err, &damaged) || !damaged.Unsupported() || !strings.Contains(err.Error(), "animation") {
		t.Errorf("%v", err)
	}
}
