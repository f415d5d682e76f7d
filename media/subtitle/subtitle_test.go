package subtitle

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const film = "1\n00:00:01,000 --> 00:00:02,500\nHello\n<i>there</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n\n"

func TestRead(t *testing.T) {
	cases := map[string]struct {
		format Format
		src    string
		want   string // id, times and text of each cue
		damage int
	}{
		"srt":            {SRT, film, "1 1s-2.5s Hello/<i>there</i>|2 3s-4s Bye", 0},
		"CRLF and mark":  {SRT, byteOrderMark + strings.ReplaceAll(film, "\n", "\r\n"), "1 1s-2.5s Hello/<i>there</i>|2 3s-4s Bye", 0},
		"no number":      {SRT, "00:00:01,0 --> 01:00:02\nx", " 1s-1h0m2s x", 0},
		"blank in text":  {SRT, "1\n00:00:01,000 --> 00:00:02,000\nx\n\ny\n\n2\n00:00:03,000 --> 00:00:04,000\nz", "1 1s-2s x|2 3s-4s z", 1},
		"no text":        {SRT, "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nz", "1 1s-2s |2 3s-4s z", 0},
		"bad times":      {SRT, "1\n00:61:01,000 --> 00:00:02,000\nx\n", "", 1},
		"vtt":            {VTT, "WEBVTT - a\nX: y\n\nSTYLE\n::cue{}\n\nNOTE a\n\na b\n00:01.000 --> 00:02.000 align:start\nx\n", "a b 1s-2s x", 0},
		"vtt, no header": {VTT, "00:01.000 --> 00:02.000\nx\n", " 1s-2s x", 1},
		"vtt, close":     {VTT, "WEBVTT\n00:01.000 --> 00:02.000\nx\n", "", 1},
		"old Mac":        {VTT, "WEBVTT\r\r00:01.000 --> 00:02.000\rx\r\r00:03.000 --> 00:04.000\ry", " 1s-2s x| 3s-4s y", 0},
	}
	for name, c := range cases {
		track, err := Read([]byte(c.src), c.format)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, cue := range track.Cues {
			got = append(got, fmt.Sprintf("%s %v-%v %s", cue.ID, cue.Start, cue.End, strings.ReplaceAll(cue.Text, "\n", "/")))
		}
		if strings.Join(got, "|") != c.want || track.Damaged != c.damage || len(track.Problems) != c.damage {
			t.Errorf("%s: got %q with %v, want %q with %d", name, strings.Join(got, "|"), track.Problems, c.want, c.damage)
		}
	}
}

func TestLinesAndHead(t *testing.T) {
	src := "WEBVTT\n\nSTYLE\na\n\nNOTE n\n\nid\n00:01.000 --> 00:02.000\nx\n\nNOTE m\n\n00:03.000 --> 00:04.000\ny\n"
	track, err := Read([]byte(src), VTT)
	if err != nil {
		t.Fatal(err)
	}
	if head := src[:track.Head]; head != "WEBVTT\n\nSTYLE\na\n\n" {
		t.Errorf("the head is %q", head)
	}
	if len(track.Cues) != 2 || track.Cues[0].Line != 9 || track.Cues[1].Line != 14 {
		t.Fatalf("the cues are %+v", track.Cues)
	}
	if second := src[track.Cues[1].From:]; second != "NOTE m\n\n00:03.000 --> 00:04.000\ny\n" {
		t.Errorf("the second cue is %q", second)
	}
}

func document(format Format) *rapid.Generator[[]byte] {
	pieces := []string{"1", "00:00:01,000 --> 00:00:02,000", "00:00:03,500 --> 00:00:02,000", "text", "", "", " ", "\t", "\x00", "é", "-->",
		"NOTE a", "STYLE", "WEBVTT", "00:01.000 --> 00:02.000 line:0", "\xef\xbb\xbf"}
	return rapid.Custom(func(t *rapid.T) []byte {
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end")
		var out bytes.Buffer
		if rapid.Bool().Draw(t, "mark") {
			out.WriteString(byteOrderMark)
		}
		if format == VTT && rapid.IntRange(0, 3).Draw(t, "header") > 0 {
			out.WriteString("WEBVTT" + end + end)
		}
		for range rapid.IntRange(0, 30).Draw(t, "lines") {
			out.WriteString(rapid.SampledFrom(pieces).Draw(t, "line") + end)
		}
		src := out.Bytes()
		if rapid.Bool().Draw(t, "open") {
			src = bytes.TrimSuffix(src, []byte(end))
		}
		return src
	})
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkCuts holds the law: parts of any sizes, each under the head, are the file again.
func checkCuts(t fataler, src []byte, format Format, size int) {
	t.Helper()
	track, err := Read(src, format)
	if err != nil {
		t.Fatalf("%v", err)
	}
	at := track.Head
	var parts [][]byte
	for i := 0; i < len(track.Cues); i += size {
		from, to := track.Cues[i].From, track.Cues[min(i+size, len(track.Cues))-1].To
		if from != at || to <= from {
			t.Fatalf("a part is %d to %d, after %d: %q", from, to, at, src)
		}
		at = to
		parts = append(parts, append(bytes.Clone(src[:track.Head]), src[from:to]...))
	}
	if at != len(src) {
		t.Fatalf("the cues end at %d of %d: %q", at, len(src), src)
	}
	if len(parts) == 0 {
		parts = append(parts, src)
	}
	got, err := Join(parts, format)
	if err != nil || !bytes.Equal(got, src) {
		t.Fatalf("cut and joined, %q is %q (%v)", src, got, err)
	}
}

func TestCutsAreTheFile(t *testing.T) {
	for _, format := range []Format{SRT, VTT} {
		rapid.Check(t, func(t *rapid.T) {
			checkCuts(t, document(format).Draw(t, "file"), format, rapid.IntRange(1, 4).Draw(t, "size"))
		})
	}
}

func FuzzSRT(f *testing.F) {
	f.Add([]byte(film), uint8(0))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, SRT, 1+int(size)) })
}

func FuzzVTT(f *testing.F) {
	f.Add([]byte("WEBVTT\r\n\r\nSTYLE\r\na\r\n\r\nNOTE\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nx\r\n \r\n00:03.000 --> 00:04.000\ry"), uint8(0))
	f.Fuzz(func(t *testing.T, src []byte, size uint8) { checkCuts(t, src, VTT, 1+int(size)) })
}

func TestJoinKeepsCuesApart(t *testing.T) {
	for _, first := range []string{strings.TrimRight(film, "\n"), strings.TrimSuffix(film, "\n"), film, film + "\n", strings.TrimRight(film, "\n") + "\n \t"} {
		got, err := Join([][]byte{[]byte(first), []byte(byteOrderMark + film)}, SRT)
		if err != nil {
			t.Fatal(err)
		}
		track, err := Read(got, SRT)
		if err != nil || len(track.Cues) != 4 || track.Damaged > 0 || track.Cues[1].Text != "Bye" || track.Cues[2].ID != "1" {
			t.Errorf("after %q: %+v %v", first, track, err)
		}
	}
}

func TestAppendIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		format := rapid.SampledFrom([]Format{SRT, VTT}).Draw(t, "format")
		want := Cue{ID: rapid.SampledFrom([]string{"", "7"}).Draw(t, "id"), Text: rapid.SampledFrom([]string{"", "a", "a\nb"}).Draw(t, "text"),
			Start: time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "start")) * time.Millisecond,
			End:   time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "end")) * time.Millisecond}
		if format == VTT {
			want.Settings = rapid.SampledFrom([]string{"", "line:0 align:end"}).Draw(t, "settings")
		}
		src := Append([]byte(map[Format]string{VTT: "WEBVTT\n\n"}[format]), want, format)
		track, err := Read(src, format)
		if err != nil || len(track.Cues) != 1 || track.Damaged > 0 {
			t.Fatalf("%q gives %+v %v", src, track, err)
		}
		got := track.Cues[0]
		got.Line, got.From, got.To = 0, 0, 0
		if got != want {
			t.Fatalf("%+v was read as %+v", want, got)
		}
	})
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{"<i>a</i>b": "ab", "1 < 2 > 1": "1 < 2 > 1", `{\an8}x`: "x", "<c.red>é": "é", "<b": "<b", "<00:01.000>x": "x", "a\nb": "a\nb"} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) is %q, want %q", in, got, want)
		}
	}
	if n := (Cue{Text: "<i>é\nb</i>"}).Characters(); n != 2 {
		t.Errorf("%d characters, want 2", n)
	}
}
