package inspect

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/tiff"

	"tutti/project"
)

// playlists are texts that ask their reader to open something else.
func playlists(t *trap) map[string]string {
	return map[string]string{
		"hls with an address": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://" + t.address + "/a.ts\n",
		"hls with a file":     "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://" + t.canary + "\n",
		"hls with a key":      "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"http://" + t.address + "/key\"\n#EXTINF:1,\na.ts\n",
		"ffconcat":            "ffconcat version 1.0\nfile '" + t.canary + "'\n",
		"dash":                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>http://" + t.address + "/</BaseURL></MPD>",
		"session description": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio " + t.address[strings.LastIndex(t.address, ":")+1:] + " RTP/AVP 0\n",
		"pls":                 "[playlist]\nFile1=http://" + t.address + "/a\nNumberOfEntries=1\n",
		"asx":                 "<asx version=\"3\"><entry><ref href=\"http://" + t.address + "/\"/></entry></asx>",
		"smil":                "<smil><body><audio src=\"http://" + t.address + "/\"/></body></smil>",
		"xspf":                "<?xml version=\"1.0\"?><playlist><trackList><track><location>file://" + t.canary + "</location></track></trackList></playlist>",
		"svg with an address": "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><image xlink:href=\"http://" + t.address + "/a.png\"/></svg>",
		"svg with a file":     "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file://" + t.canary + "\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>",
	}
}

func hostileSounds(t *testing.T, trap *trap) []hostile {
	var out []hostile
	for name, text := range playlists(trap) {
		out = append(out, hostile{kind: project.KindAudio, name: name + ".wav", content: []byte(text), code: "playlist_refused"})
	}
	wav := readAll(t, generate(t, "a.wav", tone(1, 48000, 2)...))
	flac := readAll(t, generate(t, "a.flac", tone(1, 48000, 2)...))
	mp3 := readAll(t, generate(t, "a.mp3", tone(1, 48000, 2)...))
	ogg := readAll(t, generate(t, "a.ogg", tone(1, 48000, 2)...))
	aiff := readAll(t, generate(t, "a.aiff", tone(1, 48000, 2)...))
	long := slices.Clone(flac)
	copy(long[21:26], []byte{0x0f, 0xff, 0xff, 0xff, 0xff}) // 36 bits of samples, the low ones
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"half.wav":          {wav[:len(wav)/2], "truncated"},
		"half.flac":         {flac[:len(flac)/2], "truncated"},
		"half.aiff":         {aiff[:len(aiff)/2], "truncated"},
		"long.flac":         {long, "duration_long"},
		"endless.wav":       {patched(wav, 40, 0xff, 0xff, 0xff, 0x7f), "undecodable"},
		"no channels.wav":   {patched(wav, 22, 0, 0), "undecodable"},
		"no rate.wav":       {patched(wav, 24, 0, 0, 0, 0), "undecodable"},
		"strange codec.wav": {patched(wav, 20, 0x77, 0x77), "codec_not_supported"},
		"noise.flac":        {append([]byte("fLaC"), noise(4000)...), "undecodable"},
		"noise.ogg":         {append([]byte("OggS"), noise(4000)...), "undecodable"},
		"no sound.mp3":      {append(slices.Clone(mp3[:200]), make([]byte, 4000)...), "not_audio"},
		"head.ogg":          {ogg[:40], "undecodable"},
		"name only.wav":     {[]byte("RIFF\xff\xff\xff\xffWAVE"), "undecodable"},
		"program.wav":       {[]byte("\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 200)), "not_audio"},
		"archive.wav":       {zipOf(t, packed{name: "a", content: []byte("a")}), "not_audio"},
		"empty.wav":         {nil, "empty_file"},
		"page.wav":          {[]byte("<!doctype html><audio src=http://" + trap.address + "/>"), "not_audio"},
	} {
		out = append(out, hostile{kind: project.KindAudio, name: name, content: c.content, code: c.code})
	}
	return out
}

// hostileFilms asks for MP4: what is none is refused by its type at the least.
func hostileFilms(t *testing.T, trap *trap) []hostile {
	var out []hostile
	mp4 := project.Spec{Formats: []string{"mp4"}}
	for name, text := range playlists(trap) {
		out = append(out, hostile{kind: project.KindVideo, name: name + ".mp4", content: []byte(text), spec: mp4, code: "playlist_refused"})
	}
	film := readAll(t, generate(t, "a.mp4", "-f", "lavfi", "-i", "testsrc=d=1:s=160x120:r=10", "-c:v", "libx264", "-threads", "1"))
	magic := readAll(t, generate(t, "a.mkv", "-f", "lavfi", "-i", "testsrc=d=1:s=160x120:r=10", "-c:v", "magicyuv"))
	return append(out,
		hostile{kind: project.KindVideo, name: "magicyuv.mkv", content: magic, spec: mp4, code: "codec_not_supported"},
		hostile{kind: project.KindVideo, name: "empty.mp4", spec: mp4, code: "empty_file"},
		hostile{kind: project.KindVideo, name: "half.mp4", content: film[:len(film)/2], code: "undecodable"},
		hostile{kind: project.KindVideo, name: "noise.mp4", content: append([]byte("\x00\x00\x00\x20ftypisom"), noise(4000)...), code: "undecodable"},
		hostile{kind: project.KindVideo, name: "elsewhere.mp4", content: bytes.ReplaceAll(film, []byte("url "), []byte("alis")), code: harmless})
}

func hostilePDFs(t *testing.T, trap *trap) []hostile {
	good := letter(t, "", "")
	page := func(rest ...string) []byte {
		return pdfOf(append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[5 0 R]>>"}, rest...)...)
	}
	action := func(a string) []byte {
		return page(pdfStream("", []byte("q Q")), "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A"+a+">>")
	}
	zeros := deflate(make([]byte, 300<<20))
	deep := []string{"<</Type/Catalog/Pages 2 0 R>>"}
	for n := range 300 {
		deep = append(deep, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1/MediaBox[0 0 9 9]>>", n+3))
	}
	none := "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a)>>"
	var out []hostile
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"text.pdf":              {[]byte("not a PDF"), "not_pdf"},
		"page.pdf":              {[]byte("<!doctype html><script src=http://" + trap.address + "/></script>"), "not_pdf"},
		"cut.pdf":               {good[:len(good)-200], "pdf_cut_off"},
		"wrong table.pdf":       {bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9"), 1), "pdf_cut_off"},
		"table runs round.pdf":  {bytes.Replace(pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), []byte("/Root"), []byte("/Prev 9/Root"), 1), "pdf_unreadable"},
		"bomb.pdf":              {page(pdfStream("/Filter/FlateDecode", zeros), none), "pdf_bomb"},
		"bomb in a bomb.pdf":    {page(pdfStream("/Filter[/FlateDecode/FlateDecode]", deflate(zeros)), none), "pdf_bomb"},
		"picture that lies.pdf": {page(pdfStream("", []byte("q Q")), none, pdfStream("/Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", zeros)), "pdf_bomb"},
		"object bomb.pdf":       {page(pdfStream("", []byte("q Q")), none, pdfStream("/Type/ObjStm/N 900000000/First 10/Filter/FlateDecode", zeros)), "pdf_bomb"},
		"password.pdf":          {letter(t, "secret", "owner"), "pdf_encrypted"},
		"restricted.pdf":        {letter(t, "", "owner"), "pdf_encrypted"},
		"script.pdf":            {action("<</S/JavaScript/JS(this.submitForm\\('http://" + trap.address + "'\\))>>"), "pdf_active"},
		"launch.pdf":            {action("<</S/Launch/F(" + trap.canary + ")>>"), "pdf_active"},
		"submit.pdf":            {action("<</S/SubmitForm/F<</FS/URL/F(http://" + trap.address + "/)>>>>"), "pdf_active"},
		"remote.pdf":            {action("<</S/GoToR/F(" + trap.canary + ")/D[0/Fit]>>"), "pdf_attachment"},
		"attachment.pdf":        {page(pdfStream("", []byte("q Q")), "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 6 0 R>>", "<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>", pdfStream("/Type/EmbeddedFile", []byte("MZ"))), "pdf_attachment"},
		"other file.pdf":        {page(pdfStream("/F("+trap.canary+")/FFilter/FlateDecode", nil), none), "page_damaged"},
		"circle.pdf":            {pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1/MediaBox[0 0 9 9]>>"), "pdf_unreadable"},
		"deep.pdf":              {pdfOf(append(deep, "<</Type/Page>>")...), "pdf_unreadable"},
		"no pages.pdf":          {pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "pdf_unreadable"},
		"brackets.pdf":          {page(pdfStream("", []byte("q Q")), strings.Repeat("[", 200_000)), harmless},
		"broken page.pdf":       {page(pdfStream("/Filter/FlateDecode", deflate(noise(5000))[:3000]), none), "page_damaged"},
		"empty.pdf":             {nil, "empty_file"},
	} {
		out = append(out, hostile{kind: project.KindPDF, name: name, content: c.content, code: c.code})
	}
	return out
}

func hostilePictures(t *testing.T, trap *trap) []hostile {
	img := image.NewNRGBA(image.Rect(0, 0, 120, 80))
	copy(img.Pix, noise(len(img.Pix)))
	var asJPEG, asPNG, asGIF, asTIFF bytes.Buffer
	for _, err := range []error{jpeg.Encode(&asJPEG, img, nil), png.Encode(&asPNG, img), gif.Encode(&asGIF, img, nil), tiff.Encode(&asTIFF, img, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	frame := bytes.Index(asJPEG.Bytes(), []byte{0xff, 0xc0})
	webp, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	directory := int(binary.LittleEndian.Uint32(asTIFF.Bytes()[4:]))
	var out []hostile
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"vast.png":       {vastPNG(30000, 30000), "too_many_pixels"},
		"long.png":       {vastPNG(1<<30, 1), "too_many_pixels"},
		"overflow.png":   {vastPNG(1<<31-1, 1<<31-1), "undecodable"},
		"vast.jpg":       {patched(asJPEG.Bytes(), frame+5, 0xff, 0xdc, 0xff, 0xdc), "too_many_pixels"},
		"vast.gif":       {patched(asGIF.Bytes(), 6, 0xff, 0xff, 0xff, 0xff), "format_not_allowed"},
		"vast.webp":      {patched(webp, 26, 0xff, 0x3f, 0xff, 0x3f), "too_many_pixels"},
		"vast.tiff":      {patched(asTIFF.Bytes(), directory+2+8, 0xff, 0xff, 0xff, 0x0f), "too_many_pixels"},
		"half.jpg":       {asJPEG.Bytes()[:asJPEG.Len()/2], "undecodable"},
		"half.png":       {asPNG.Bytes()[:asPNG.Len()/2], "undecodable"},
		"half.webp":      {webp[:len(webp)-6], "undecodable"},
		"half.tiff":      {asTIFF.Bytes()[:asTIFF.Len()-60], "undecodable"},
		"flipped.png":    {patched(asPNG.Bytes(), asPNG.Len()/2, 1, 2, 3), "undecodable"},
		"no end.tiff":    {patched(asTIFF.Bytes(), 4, 0xf0, 0xff, 0xff, 0xff), "undecodable"},
		"round.jpg":      {exifLoop(asJPEG.Bytes()), harmless},
		"commands.png":   {[]byte("push graphic-context\nviewbox 0 0 9 9\nfill 'url(http://" + trap.address + "/a.png)'\npop graphic-context\n"), "not_image"},
		"postscript.png": {[]byte("%!PS-Adobe-3.0 EPSF-3.0\n(" + trap.canary + ") (r) file\n"), "not_image"},
		"svg.png":        {[]byte(playlists(trap)["svg with a file"]), "not_image"},
		"text.jpg":       {[]byte("a picture of words"), "not_image"},
		"empty.jpg":      {nil, "empty_file"},
		"animation.gif":  {asGIF.Bytes(), "format_not_allowed"},
		"page.jpg":       {append([]byte("<!doctype html><img src=http://"+trap.address+"/>"), asJPEG.Bytes()...), "not_image"},
		"archive.jpg":    {append(slices.Clone(asJPEG.Bytes()), zipOf(t, packed{name: "a", content: []byte("a")})...), harmless},
	} {
		out = append(out, hostile{kind: project.KindImage, name: name, content: c.content, code: c.code})
	}
	return out
}

func hostileArchives(t *testing.T) []hostile {
	text := []byte("once upon a time")
	good := zipOf(t, packed{name: "a.txt", content: text})
	zeros := packed{name: "zeros", content: make([]byte, 32<<20), deflate: true}
	central := bytes.Index(good, []byte("PK\x01\x02"))
	end := bytes.LastIndex(good, []byte("PK\x05\x06"))
	two := zipOf(t, packed{name: "a", content: text}, packed{name: "b", content: text})
	second := bytes.LastIndex(two, []byte("PK\x01\x02"))
	many := make([]packed, 20_001)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	inner := zipOf(t, packed{name: "b.zip", content: good})
	var out []hostile
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"bomb.zip":           {zipOf(t, zeros), "archive_bomb"},
		"bomb within.zip":    {zipOf(t, packed{name: "inner.zip", content: zipOf(t, zeros)}), "archive_bomb"},
		"liar.zip":           {patched(zipOf(t, packed{name: "a", content: noise(9000), deflate: true}), -22-46-1+24, 1, 0, 0, 0), "archive_damaged"},
		"overlap.zip":        {patched(two, second+42, 0, 0, 0, 0), "archive_overlap"},
		"up.zip":             {zipOf(t, packed{name: "../../etc/cron.d/a", content: text}), "archive_outside"},
		"backslash.zip":      {zipOf(t, packed{name: `..\..\a.dll`, content: text}), "archive_outside"},
		"root.zip":           {zipOf(t, packed{name: "/etc/passwd", content: text}), "archive_outside"},
		"drive.zip":          {zipOf(t, packed{name: `C:\a`, content: text}), "archive_outside"},
		"link.zip":           {zipOf(t, packed{name: "a", content: []byte("/etc/passwd"), mode: fs.ModeSymlink | 0o777}), "archive_link"},
		"pipe.zip":           {zipOf(t, packed{name: "a", mode: fs.ModeNamedPipe | 0o777}), "archive_link"},
		"twice.zip":          {zipOf(t, packed{name: "a.txt"}, packed{name: "A.TXT"}), "archive_duplicate"},
		"nested.zip":         {zipOf(t, packed{name: "a.zip", content: inner}), "archive_nested"},
		"locked.zip":         {patched(good, central+8, 1), "archive_encrypted"},
		"method.zip":         {patched(good, central+10, 99), "archive_method"},
		"flipped.zip":        {bytes.Replace(good, text, []byte("once upon a TIME"), 1), "archive_damaged"},
		"bell.zip":           {zipOf(t, packed{name: "a\a"}), "archive_bad_name"},
		"many.zip":           {zipOf(t, many...), "archive_too_many"},
		"directory lies.zip": {patched(good, end+12, 0, 0, 0, 0x7f), "archive_unreadable"},
		"cut.zip":            {good[:len(good)-10], "archive_unreadable"},
		"text.zip":           {text, "archive_unreadable"},
		"empty.zip":          {nil, "empty_file"},
	} {
		out = append(out, hostile{kind: project.KindArchive, name: name, content: c.content, code: c.code})
	}
	return append(out, hostile{kind: project.KindArchive, name: "incomplete.zip", content: good, code: "missing", spec: project.Spec{Inventory: []string{"a.txt", "b.txt"}}})
}

// hostileTexts are for the readers of texts, tables and translations. A row gets its code with the reader of its family.
func hostileTexts(t *testing.T, trap *trap) []hostile {
	laughs := "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">"
	for n := 'b'; n <= 'k'; n++ {
		laughs += fmt.Sprintf("<!ENTITY %c \"%s\">", n, strings.Repeat(fmt.Sprintf("&%c;", n-1), 10))
	}
	laughs += "]><xliff version=\"1.2\">&k;</xliff>"
	entity := func(address string) []byte {
		return []byte("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY x SYSTEM \"" + address + "\">]><xliff version=\"1.2\"><file><body><trans-unit id=\"1\"><source>&x;</source></trans-unit></body></file></xliff>")
	}
	docx := func(document string) []byte {
		return zipOf(t, packed{name: "[Content_Types].xml", content: []byte("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")},
			packed{name: "word/document.xml", content: []byte(document), deflate: true})
	}
	var out []hostile
	add := func(kind project.MediaKind, name, code string, content []byte, formats ...string) {
		out = append(out, hostile{kind: kind, name: name, content: content, code: code, spec: project.Spec{Formats: formats}})
	}
	add(project.KindText, "program.txt", "not_text", []byte("\x7fELF\x02\x01\x01"+strings.Repeat("\x00", 99)), "txt")
	add(project.KindText, "empty.md", "empty_file", nil, "md")
	add(project.KindText, "wide.txt", "unreadable", []byte("\xff\xfeH\x00e\x00l\x00l\x00o\x00 \x00t\x00h\x00e\x00r\x00e\x00\n\x00"), "txt")
	add(project.KindText, "brackets.md", "unreadable", []byte(strings.Repeat("[", 200_000)), "md")
	add(project.KindText, "quotes.md", "unreadable", []byte(strings.Repeat(">", 200_000)), "md")
	add(project.KindText, "address.md", harmless, []byte("![a](http://"+trap.address+"/a.png)\n[b](file://"+trap.canary+")\n"), "md")
	add(project.KindText, "bomb.docx", "unreadable", docx("<w>"+strings.Repeat(" ", 64<<20)+"</w>"), "docx")
	add(project.KindText, "entity.docx", "unreadable", docx("<!DOCTYPE x [<!ENTITY x SYSTEM \"file://"+trap.canary+"\">]><w>&x;</w>"), "docx")
	add(project.KindTable, "wide.csv", "unreadable", []byte(strings.Repeat("a,", 1_000_000)+"\n"), "csv")
	add(project.KindTable, "one quote.csv", "unreadable", []byte("a,b\n\""+strings.Repeat("x\n", 500_000)), "csv")
	add(project.KindTable, "formula.csv", harmless, []byte("a\n\"=WEBSERVICE(\"\"http://"+trap.address+"\"\")\"\n"), "csv")
	add(project.KindTable, "deep.jsonl", "not_table", []byte(strings.Repeat("[", 100_000)), "jsonl")
	add(project.KindTable, "picture.csv", "not_table", vastPNG(1, 1), "csv")
	add(project.KindSubtitles, "noise.srt", "not_subtitles", noise(5000), "srt")
	add(project.KindSubtitles, "backwards.srt", "cue_backwards", []byte("1\n00:00:09,000 --> 00:00:01,000\nno\n"), "srt")
	add(project.KindTranslation, "laughs.xliff", "unreadable", []byte(laughs))
	add(project.KindTranslation, "file.xliff", "unreadable", entity("file://"+trap.canary))
	add(project.KindTranslation, "address.xliff", "unreadable", entity("http://"+trap.address+"/x"))
	add(project.KindTranslation, "deep.xliff", "not_translation", []byte("<?xml version=\"1.0\"?>"+strings.Repeat("<g>", 100_000)))
	add(project.KindTranslation, "endless.po", "unreadable", []byte("msgid \""+strings.Repeat("a", 1<<20)), "po")
	return out
}

// The makers of broken bytes.

// patched replaces bytes at a place, from the end when it is negative.
func patched(content []byte, at int, with ...byte) []byte {
	out := slices.Clone(content)
	if at < 0 {
		at += len(out)
	}
	copy(out[at:], with)
	return out
}

// noise is the same for the same length.
func noise(n int) []byte {
	out := make([]byte, n)
	x := uint32(n)*2654435761 + 1
	for i := range out {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		out[i] = byte(x)
	}
	return out
}

func deflate(content []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(content)
	z.Close()
	return out.Bytes()
}

func pdfStream(entries string, content []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(content), content)
}

// pdfOf writes a PDF of the given objects, the first of them the catalog.
func pdfOf(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, start)
	return out.Bytes()
}

// letter is a PDF of one page, encrypted when there is a password.
func letter(t testing.TB, user, owner string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	if user+owner != "" {
		p.SetProtection(fpdf.CnProtectPrint, user, owner)
	}
	p.AddPage()
	p.SetFont("Helvetica", "", 12)
	p.Cell(40, 10, "Dear reader")
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// vastPNG says to be of any size, and has a few zeros in it.
func vastPNG(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	content := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		body []byte
	}{{"IHDR", append(head, 8, 0, 0, 0, 0)}, {"IDAT", deflate(make([]byte, 1<<16))}, {"IEND", nil}} {
		one := append(append(binary.BigEndian.AppendUint32(nil, uint32(len(c.body))), c.name...), c.body...)
		content = append(content, binary.BigEndian.AppendUint32(one, crc32.ChecksumIEEE(one[4:]))...)
	}
	return content
}

// exifLoop puts in an EXIF directory whose places lead outside and back.
func exifLoop(content []byte) []byte {
	exif := []byte("Exif\x00\x00II\x2a\x00\x08\x00\x00\x00\xff\xff")
	for range 40 {
		exif = append(exif, 0x1a, 1, 5, 0, 0xff, 0xff, 0xff, 0xff, 0xf0, 0xff, 0xff, 0xff)
	}
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return bytes.Join([][]byte{content[:2], head, exif, content[2:]}, nil)
}

// packed is one entry of an archive.
type packed struct {
	name    string
	content []byte
	mode    fs.FileMode
	deflate bool
}

func zipOf(t testing.TB, entries ...packed) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name}
		if e.deflate {
			h.Method = zip.Deflate
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
