package inspect

import (
	"os"
	"path/filepath"
	"testing"

	"tutti/media/audio"
	"tutti/media/tool"
	"tutti/project"
)

func TestAPreviewIsTheWholeSoundReduced(t *testing.T) {
	i := newInspector(t, tool.Options{})
	path := generate(t, "stem.wav", append(tone(12, 44100, 2), "-c:a", "pcm_s24le")...)
	judged := inspectOne(t, i, path, anyAudio())
	got, err := i.Preview(t.Context(), File{Name: "stem.wav", Path: path, SHA256: judged.Files[0].SHA256}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(got)
	if err != nil || after.Size() > before.Size()/10 || after.Size() < 100_000 {
		t.Errorf("%d bytes of %d: %v", after.Size(), before.Size(), err)
	}
	review, err := os.Stat(filepath.Join(filepath.Dir(got), project.ReviewSound))
	if err != nil || review.Size() != 12*2*project.ReviewRate {
		t.Errorf("the review room gets %d bytes: %v", review.Size(), err)
	}
	heard := inspectOne(t, i, got, anyAudio())
	was, is := judged.Files[0].Audio, heard.Files[0].Audio
	if is == nil || is.Format != audio.MP3 || is.Seconds < was.Seconds-0.1 || is.Seconds > was.Seconds+0.1 || is.LUFS < was.LUFS-0.5 || is.LUFS > was.LUFS+0.5 {
		t.Errorf("%+v of %+v", is, was)
	}
	again, err := i.Preview(t.Context(), File{Path: path, SHA256: judged.Files[0].SHA256}, t.TempDir())
	if err != nil || string(readAll(t, again)) != string(readAll(t, got)) {
		t.Errorf("the same sound gives another preview: %v", err)
	}
}

func TestWhatIsNoSoundHasNoPreview(t *testing.T) {
	i := newInspector(t, tool.Options{})
	wav := readAll(t, generate(t, "stem.wav", tone(1, 48000, 1)...))
	for name, content := range map[string][]byte{"text": []byte("hello"), "empty": {}, "cut header": wav[:30], "list": []byte("#EXTM3U\nfile.wav\n"), "no sound": wav[:44]} {
		path := write(t, "stem.wav", content)
		if got, err := i.Preview(t.Context(), File{Path: path, SHA256: name}, t.TempDir()); got != "" || err != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestAMissingToolIsNoWantOfAPreview(t *testing.T) {
	path := generate(t, "stem.wav", tone(1, 48000, 1)...)
	i := newInspector(t, tool.Options{Paths: map[string]string{tool.FFmpeg: "/nowhere/ffmpeg"}})
	if _, err := i.Preview(t.Context(), File{Path: path, SHA256: "x"}, t.TempDir()); project.CodeOf(err) != project.Unavailable {
		t.Errorf("%v", err)
	}
}
