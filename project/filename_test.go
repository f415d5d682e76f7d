package project

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFileNamesAreSafeEverywhere(t *testing.T) {
	for name, want := range map[string]string{
		"take 1.wav": "take 1.wav", "Ätherisch – 音.wav": "Ätherisch – 音.wav", "../../etc/passwd": "etc_passwd", `C:\a.wav`: "C__a.wav",
		".htaccess": "htaccess", "--rf": "rf", "a\nb\x00.wav": "a_b_.wav", "cod\u202ewav.exe": "cod_wav.exe", "": "file", "...": "file", "..": "file",
		"con": "file-con", "NUL.txt": "file-NUL.txt", "com1.wav": "file-com1.wav", "lpt9": "file-lpt9", "com.wav": "com.wav", "com10": "com10",
		"console.wav": "console.wav", "end. ": "end", "bad\xffutf8": "bad_utf8", `"<>|?*`: "file",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q, not %q", name, got, want)
		}
	}
	long := fileName(strings.Repeat("音", 300) + ".wav")
	if len(long) > maxFileName || !strings.HasSuffix(long, "音.wav") || !utf8.ValidString(long) {
		t.Errorf("%q", long)
	}
}

func TestNoPathIsGivenTwice(t *testing.T) {
	p := paths{}
	got := []string{}
	for _, name := range []string{"a.wav", "a.wav", "A.WAV", "a (2).wav", "../a.wav"} {
		got = append(got, p.take("v1", name))
	}
	if all := strings.Join(got, ", "); all != "v1/a.wav, v1/a (2).wav, v1/A (3).WAV, v1/a (2) (2).wav, v1/a (4).wav" {
		t.Error(all)
	}
	if p.take("v2", "a.wav") != "v2/a.wav" {
		t.Error("another folder has names of its own")
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("../x\x00")
	f.Fuzz(func(t *testing.T, name string) {
		got := fileName(name)
		if got == "" || got == "." || got == ".." || len(got) > maxFileName || strings.ContainsAny(got, "/\\:\x00") || !utf8.ValidString(got) || strings.HasPrefix(got, ".") {
			t.Errorf("%q becomes %q", name, got)
		}
	})
}
