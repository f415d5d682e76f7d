package main

import (
	"strings"
	"time"

	"tutti/project"
)

// readAmount reads an amount as people write it, "120.00", and gives minor units of the currency.
func readAmount(flag, text, currency string) (int64, error) {
	if text == "" {
		return 0, project.Errorf(project.Invalid, "--%s is missing: write an amount in %s, as 120.00", flag, currency)
	}
	minor, err := project.Decimal(text).Minor(currency)
	if err != nil {
		return 0, project.Errorf(project.Invalid, "--%s %w", flag, err)
	}
	return minor, nil
}

// readMoney reads an amount, more than nothing, that stands as an argument.
func readMoney(text, currency string) (int64, error) {
	minor, err := project.Decimal(text).Minor(currency)
	if err != nil {
		return 0, project.Errorf(project.Invalid, "AMOUNT %w", err)
	}
	if minor <= 0 {
		return 0, project.Errorf(project.Invalid, "AMOUNT %q is nothing: write an amount in %s, as 120.00", text, currency)
	}
	return minor, nil
}

// readChange reads an amount that is added, or taken away when a minus stands before it.
func readChange(flag, text, currency string) (int64, error) {
	size, less := strings.CutPrefix(strings.TrimPrefix(text, "+"), "-")
	minor, err := readAmount(flag, size, currency)
	if less {
		minor = -minor
	}
	return minor, err
}

// readTime reads a length of time, longer than nothing, as people write it: "36h", "2d".
func readTime(flag, text string) (time.Duration, error) {
	if text == "" {
		return 0, project.Errorf(project.Invalid, "--%s is missing: write a length of time, as 36h or 2d", flag)
	}
	d, err := project.ParseDuration(text)
	if err != nil || d.Std() < time.Second {
		return 0, project.Errorf(project.Invalid, "--%s %q is no length of time; write for example 90m, 36h or 2d", flag, text)
	}
	return d.Std(), nil
}

// readMoment reads when something is to happen: a length of time from now, a date, or a date and a time.
func readMoment(flag, text string, now time.Time) (time.Time, error) {
	if d, err := readTime(flag, text); err == nil {
		return now.Add(d), nil
	}
	for _, form := range []string{time.DateOnly, "2006-01-02T15:04", time.RFC3339} {
		if at, err := time.ParseInLocation(form, text, now.Location()); err == nil {
			return at, nil
		}
	}
	return time.Time{}, project.Errorf(project.Invalid, "--%s %q is no time; write for example 36h, 2d, 2026-12-24 or 2026-12-24T09:00", flag, text)
}
