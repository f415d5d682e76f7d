package project

import (
	"testing"
	"time"
)

func TestLengthsThatAreNone(t *testing.T) {
	for _, text := range []string{"NaNd", "Infw", "-Infd", "1e300d", "-1e300w", "106752d", "d", "", "7", "1 d", "0x1p400w"} {
		if d, err := ParseDuration(text); CodeOf(err) != Invalid {
			t.Errorf("%q is %v, %v", text, d, err)
		}
	}
}

// FuzzParseDuration: a length that is taken is written and read as the same one.
func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"90m", "48h", "7d", "2w", "1h30m", "-3d", "0.5d", "NaNd", "1e300w", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDuration(text)
		if err != nil {
			if CodeOf(err) != Invalid {
				t.Fatal(err)
			}
			return
		}
		written, _ := d.MarshalText() // it always can be
		for _, form := range []string{string(written), d.String()} {
			if back, err := ParseDuration(form); err != nil || back != d {
				t.Errorf("%q is %d, written as %q and read as %d, %v", text, time.Duration(d), form, time.Duration(back), err)
			}
		}
	})
}
