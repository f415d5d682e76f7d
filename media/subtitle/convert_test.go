package subtitle

import "testing"

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		from, to  Format
		src, want string
	}{
		{SRT, VTT, "\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,500\r\nOne\r\nTwo\r\n\r\n", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nOne\nTwo\n\n"},
		{VTT, SRT, "WEBVTT\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\nOne\n\n00:03.000 --> 00:04.000\nTwo\n",
			"1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n"},
		{SRT, VTT, "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}I <3 you & <font color=red><I>me</I></font>\n", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nI &lt;3 you &amp; <i>me</i>\n\n"},
		{VTT, SRT, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob>Tom &amp; <00:01.500><i.loud>Ada</i> &lt;3\n", "1\n00:00:01,000 --> 00:00:02,000\nTom & <i>Ada</i> <3\n\n"},
	} {
		got, err := Convert([]byte(c.src), c.from, c.to)
		if err != nil || string(got) != c.want {
			t.Errorf("%q gives %q, want %q: %v", c.src, got, c.want, err)
		}
	}
}

// TestConvertingKeepsTheCues: times and texts are the same in either format.
func TestConvertingKeepsTheCues(t *testing.T) {
	src := "3\n00:00:01,000 --> 00:00:02,500\n<i>a --> b</i>\n\n9\n01:00:00,001 --> 01:00:02,000\nlast"
	vtt, err := Convert([]byte(src), SRT, VTT)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Convert(vtt, VTT, SRT)
	if err != nil {
		t.Fatal(err)
	}
	was, _ := Read([]byte(src), SRT)
	is, _ := Read(back, SRT)
	if len(is.Cues) != 2 || is.Damaged != 0 {
		t.Fatalf("%q", back)
	}
	for i, c := range is.Cues {
		if c.Start != was.Cues[i].Start || c.End != was.Cues[i].End {
			t.Errorf("cue %d stands from %v to %v, was %v to %v", i, c.Start, c.End, was.Cues[i].Start, was.Cues[i].End)
		}
	}
	if is.Cues[0].Text != "<i>a -> b</i>" || is.Cues[1].Text != "last" {
		t.Errorf("%q", back)
	}
}
