package project

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time as people write it in a plan: "90m", "48h", "7d", "2w", or Go's form "1h30m".
type Duration time.Duration

// MaxDuration is the longest clock a plan may set: two years.
const MaxDuration = Duration(2 * 365 * 24 * time.Hour)

// ParseDuration reads days and weeks besides Go's units.
func ParseDuration(s string) (Duration, error) {
	for suffix, unit := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if n, ok := strings.CutSuffix(s, suffix); ok {
			if v, err := strconv.ParseFloat(n, 64); err == nil && math.Abs(v)*float64(unit) < math.MaxInt64 { // no other number, NaN least of all, is less
				return Duration(v * float64(unit)), nil
			}
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, Errorf(Invalid, "%q is no duration; write for example 90m, 48h, 7d or 2w", clip(s, 24))
	}
	return Duration(d), nil
}

// UnmarshalText reads the form people write.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := ParseDuration(string(text))
	*d = v
	return err
}

// MarshalText writes Go's form, which ParseDuration reads back.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// String writes days where they are whole, as people do in a plan.
func (d Duration) String() string {
	const day = Duration(24 * time.Hour)
	if d != 0 && d%day == 0 {
		return strconv.Itoa(int(d/day)) + "d"
	}
	text := time.Duration(d).String()
	if short, ok := strings.CutSuffix(text, "m0s"); ok {
		text = short + "m"
	}
	if short, ok := strings.CutSuffix(text, "h0m"); ok {
		text = short + "h"
	}
	return text
}

// Std gives the standard library's duration.
func (d Duration) Std() time.Duration { return time.Duration(d) }
